"""What people do about a meeting, one verb each, as steps of a story."""

from collections.abc import Sequence
from datetime import date, datetime

from dispute_core.application import meetings
from dispute_core.domain.acts.meetings.convening import Convening
from dispute_core.domain.acts.meetings.holding import Held
from dispute_core.domain.meetings import Chair, Considered, Venue
from dispute_core.domain.values import Person
from dispute_core.domain.vocabulary import MeetingOutcome
from tests.support.builders import Step

ROOM = Venue(kind="in_person", where="Room 4, County Hall")
ANOTHER = Chair(rule="other", role="Head", name="C. Lee", reason="The other is ill.")


def convenes(
    who: str,
    invited: Sequence[str],
    starts_at: datetime,
    *,
    chair: Chair = ANOTHER,
    also: Sequence[str] = ("Who sees the child this week?",),
) -> Step:
    wanted = Convening(
        starts_at=starts_at,
        venue=ROOM,
        chair=chair,
        invitees=tuple(
            Person(agency=agency, role="Manager", name="I. Invited")
            for agency in invited
        ),
        also_consider=tuple(also),
    )
    return Step(
        who=who,
        run=lambda target, core: meetings.convene_meeting(target, wanted, core),
    )


def moves_meeting(who: str, meeting: str, starts_at: datetime) -> Step:
    return Step(
        who=who,
        run=lambda target, core: meetings.move_meeting(
            target, meeting, core, starts_at=starts_at, venue=ROOM, reason="A closure."
        ),
    )


def cancels_meeting(who: str, meeting: str) -> Step:
    return Step(
        who=who,
        run=lambda target, core: meetings.cancel_meeting(
            target, meeting, "Nobody could come.", core
        ),
    )


def holds_meeting(
    who: str,
    meeting: str,
    *,
    items: Sequence[str] = (),
    outcome: MeetingOutcome = "not_agreed",
    minutes_due_on: date | None = None,
) -> Step:
    came = () if who == "board" else (Person(agency=who, name="C. Ame"),)
    held = Held(
        outcome=outcome,
        custodian=who,
        attended=came,
        considered=tuple(Considered(item=item, answer="We did.") for item in items),
        minutes_due_on=minutes_due_on,
    )
    return Step(
        who=who,
        run=lambda target, core: meetings.record_meeting(target, meeting, held, core),
    )


def answers_outcome(who: str, meeting: str, *, accepts: bool) -> Step:
    return Step(
        who=who,
        run=lambda target, core: meetings.accept_outcome(
            target, meeting, core, accepts=accepts, reason="As we said there."
        ),
    )


def names_lead(who: str, agency: str) -> Step:
    return Step(
        who=who,
        run=lambda target, core: meetings.name_lead_agency(
            target, agency, "They hold the plan.", core
        ),
    )
