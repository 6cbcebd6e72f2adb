"""What is answered before a dispute is raised, and the call for a meeting."""

from dispute_api.schemas.parts import ByInput
from dispute_api.schemas.words import Body, Code, Instant, Text
from dispute_core.domain.values import FirstDone, Screened
from dispute_core.domain.vocabulary import MeetingCall


class ScreeningInput(Body):
    """An answer to one of the policy's questions."""

    question: Code
    applies: bool

    def answer(self) -> Screened:
        return Screened(question=self.question, applies=self.applies)


class PreconditionInput(Body):
    """What was done first, with evidence, or why it was not."""

    condition: Code
    met: bool
    evidence: Text | None = None
    reason: Text | None = None

    def said(self) -> FirstDone:
        return FirstDone(
            condition=self.condition,
            met=self.met,
            evidence=self.evidence,
            reason=self.reason,
        )


class CallMeetingRequest(Body):
    """A multi-agency meeting is required, or asked for."""

    kind: MeetingCall
    reason: Text | None = None
    by: ByInput | None = None
    called_at: Instant | None = None
