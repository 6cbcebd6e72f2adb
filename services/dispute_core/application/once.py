"""What is asked for twice under one key happens once, and is answered as at first."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from dispute_core.application.core import Core
from dispute_core.application.ports import Appended, IdempotencyKey
from dispute_core.domain.errors import DisputeError

T = TypeVar("T")


async def once(
    core: Core,
    key: IdempotencyKey | None,
    act: Callable[[], Awaitable[T]],
    answered: Callable[[Appended], Awaitable[T]],
) -> T:
    """Do it; a repeat of what was recorded gets its first answer, whatever came since.

    So the key is looked up before a refusal leaves, which stands if it is new.
    """
    try:
        return await act()
    except DisputeError:
        repeated = await core.log.find(key) if key else None
        if repeated is None:
            raise
        return await answered(repeated)
