"""What is refused because of what a board has released or decided before."""

from dispute_core.domain.errors import Refused, StaleVersion


class PolicyNotInForce(Refused):
    """The partnership does not work under the policy then, or never did."""

    code = "policy-not-in-force"
    title = "The policy is not in force there"


class PolicyAlreadyReleased(Refused):
    """The version was released before with other content."""

    code = "policy-already-released"
    title = "This version of the policy has been released"

    def __init__(self) -> None:
        super().__init__("A released version never changes. Give it a new number.")


class DecidedMeanwhile(StaleVersion):
    """Another decision came since the one up to which the caller has read."""

    code = "decided-meanwhile"
    title = "Somebody else has decided since you read it"

    def __init__(self, current: int) -> None:
        super().__init__(current)
        self.detail = (
            "Somebody else has decided meanwhile. Read what stands now, then decide."
        )
