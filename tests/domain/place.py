"""Where somebody stands who is about to do something to a dispute."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.policy import Policy, Stage
from dispute_core.domain.vocabulary import Side


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a dispute stands, and who is about to do something."""

    dispute: Dispute
    policy: Policy
    board: Partnership
    who: str
    side: Side
    now: datetime
    chance: Random
    entered: tuple[int, str] = (1, "disputed")
    """An event of their own and one of its fields; the raising, if they have none."""

    @property
    def stage(self) -> Stage:
        return self.policy.stage(self.dispute.stage.id)

    @property
    def parties(self) -> list[str]:
        responding = [party.agency for party in self.dispute.responding]
        return [self.dispute.raised_by.agency, *responding]
