"""Loads many disputes at once, so that one that cannot be read hides no other."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias
from uuid import UUID

from deadline_worker.failures import is_passing
from dispute_core.domain.dispute import Dispute

Load: TypeAlias = Callable[[Sequence[UUID]], Awaitable[Mapping[UUID, Dispute]]]
"""Folds many disputes at once; their facts are enough, no narrative is opened."""


class Loaded(NamedTuple):
    """The disputes that could be read, and why the others could not."""

    disputes: Mapping[UUID, Dispute]
    failures: Mapping[UUID, Exception]


async def load_each(ids: Sequence[UUID], load: Load) -> Loaded:
    """Load disputes together; trouble of the whole database goes up."""
    try:
        disputes = dict(await load(ids))
    except Exception as error:
        if is_passing(error):
            raise
        if len(ids) == 1:
            return Loaded({}, {ids[0]: error})
    else:
        missing = set(ids).difference(disputes)
        return Loaded(disputes, {dispute_id: LookupError() for dispute_id in missing})
    found = [await load_each([dispute_id], load) for dispute_id in ids]
    return Loaded(
        {key: one for part in found for key, one in part.disputes.items()},
        {key: one for part in found for key, one in part.failures.items()},
    )
