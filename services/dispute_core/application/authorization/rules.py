"""The form of a row of the table of rights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from dispute_core.application.authorization.fields import Fields
from dispute_core.application.authorization.relations import REACH, Object, Relation


class Deny(Enum):
    """How somebody is refused; the value is the status of the answer."""

    HIDDEN = 404
    """As what does not exist, to the byte."""
    FORBIDDEN = 403


HIDDEN, FORBIDDEN = Deny.HIDDEN, Deny.FORBIDDEN


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What everybody may who stands to one kind of thing, for some operations alike."""

    operations: tuple[str, ...]
    on: Object
    allow: Mapping[Relation, Fields]
    otherwise: Deny
    but: Mapping[Relation, Deny] = field(default_factory=dict)
    """Denials other than `otherwise`."""
    says: str
    """What those read who are forbidden it."""
    why: str
    """Where it is written, or what it rests on."""

    def cell(self, relation: Relation) -> Fields | Deny:
        """What stands where this row and a column meet."""
        if relation in self.allow:
            return self.allow[relation]
        return self.but.get(relation, self.otherwise)

    def relations(self) -> tuple[Relation, ...]:
        """The columns of this row; each kind of thing has its own."""
        reached = (one for each in REACH[self.on].values() for one in each)
        return tuple(dict.fromkeys(reached))
