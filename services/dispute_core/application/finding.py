"""Finding the disputes of a person by the number that an agency keeps of them."""

from collections.abc import Callable, Sequence

from dispute_core.application.boards.records import found_partnership
from dispute_core.application.caller import Caller
from dispute_core.application.core import Core
from dispute_core.application.naming import expect_known

Digest = Callable[[str, str, str], bytes]
"""What is kept of a person: of partnership, agency and the agency's own number."""


async def digests_of(
    caller: Caller,
    code: str,
    reference: str,
    held_by: str | None,
    *,
    core: Core,
    digest: Digest,
) -> Sequence[bytes]:
    """What to look for; the number of whichever agency, where none is named.

    Raises `PartnershipNotFound`, or `NotAllowed` to those who see no disputes.
    """
    partnership = await found_partnership(caller, code, core)
    expect_known(((held_by, "/subject/held_by"),), partnership)
    holders = sorted(partnership.agencies) if held_by is None else [held_by]
    return [digest(partnership.code, holder, reference) for holder in holders]
