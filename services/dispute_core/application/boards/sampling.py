"""Drawing a random sample of disputes for an audit (004-20)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from dispute_core.application.boards.records import found_partnership
from dispute_core.application.caller import Caller
from dispute_core.application.core import Core
from dispute_core.statistics.periods import Period
from dispute_core.statistics.sampling import sample


@dataclass(frozen=True, kw_only=True)
class Visible:
    """A dispute that the caller may open."""

    id: UUID
    reference: str


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A sample, how many it was drawn from, and the seed that draws it again."""

    period: Period
    seed: str
    of: int
    disputes: Sequence[Visible]


See = Callable[[Caller, Period], Awaitable[Sequence[Visible]]]
"""The disputes that were raised in a period, as far as the caller may see them."""


async def draw(
    caller: Caller,
    code: str,
    period: Period,
    seed: str | None,
    size: int,
    *,
    core: Core,
    see: See,
) -> Drawn:
    """Draw among what auditor or board may open, and nothing else.

    A training partnership has nothing that an audit is about.
    """
    partnership = await found_partnership(caller, code, core)
    used = seed or core.new_id().hex
    seen = () if partnership.training else await see(caller, period)
    visible = {one.id: one for one in seen}
    chosen = sample(visible, used, size)
    return Drawn(
        period=period,
        seed=used,
        of=len(visible),
        disputes=[visible[id_] for id_ in chosen],
    )
