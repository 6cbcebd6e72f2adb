"""The first wall before disputes: asks the table, and answers those whom it denies.

The second is the database's own. Tests put another gate in its place, to show that
the second wall holds alone; nothing that ships can.
"""

from datetime import datetime

from dispute_core.application.authorization.decision import (
    Decision,
    decide,
    enter,
    refuse,
)
from dispute_core.application.authorization.standing import (
    Standing,
    Stands,
    stands_to,
)
from dispute_core.application.caller import Caller
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute import Dispute


class Gate:
    """Lets a caller through to a dispute, with the fields that they see of it."""

    def admit(self, caller: Caller) -> None:
        """Refuse whoever may not, whatever dispute they ask about."""
        enter(caller)

    def expect(
        self,
        caller: Caller,
        dispute: Dispute,
        partnership: Partnership,
        at: datetime,
        operation: str | None = None,
    ) -> Standing:
        """How they stand; raises `DisputeNotFound` or `NotAllowed`."""
        asked = operation or caller.operation
        stands = stands_to(dispute, caller, partnership, at)
        decision = self.decide(asked, stands)
        if decision.deny is not None:
            refuse(asked, decision)
        own = partnership.agencies.get(stands.agency or "")
        return Standing(
            sides=stands.sides,
            agency=stands.agency,
            fields=decision.fields,
            statutory=own is not None and own.statutory,
        )

    def sees(
        self, caller: Caller, dispute: Dispute, partnership: Partnership, at: datetime
    ) -> bool:
        """Whether they may read it, whatever they ask for just now."""
        stands = stands_to(dispute, caller, partnership, at)
        return self.decide("getDispute", stands).deny is None

    def decide(self, operation: str, stands: Stands) -> Decision:
        """What the table says; the one thing that a test may have otherwise."""
        return decide(operation, stands.relations)
