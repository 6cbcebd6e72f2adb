"""What a refused request had asked for, by the id that it named.

Nothing is looked up: an id that is hidden and one that is nobody's are one to it.
"""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from dispute_core.domain.errors import DisputeError, DisputeNotFound, NotAllowed
from dispute_core.domain.refusals.around import ConcernNotFound
from dispute_core.domain.refusals.feed import EventNotFound

_REFUSALS = (DisputeNotFound, ConcernNotFound, EventNotFound, NotAllowed)
_NAMES = ("dispute_id", "concern_id", "event_id")
_ID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.[0-9]+)?\Z")


def asked_in_vain(error: DisputeError, path: Mapping[str, Any]) -> UUID | None:
    """The dispute, or the concern, that this refuses; what is no id is of none."""
    if not isinstance(error, _REFUSALS):
        return error.in_vain
    for name in _NAMES:
        found = _ID.match(str(path.get(name)))
        if found is not None:
            return UUID(found[1])
    return None
