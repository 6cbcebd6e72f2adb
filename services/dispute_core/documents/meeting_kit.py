"""What a meeting needs on the table: who comes, what is considered, a decision sheet.

It repeats nothing that people wrote about the person: those who meet bring the Record.
What is not known yet is left empty, to be filled in by hand.
"""

from dispute_core.documents.headings import section
from dispute_core.documents.model import (
    BLANK,
    Block,
    Document,
    Facts,
    Proof,
    Prose,
    Row,
    Said,
    Signatures,
    Table,
    said,
)
from dispute_core.documents.telling import Matter, Telling, day, moment
from dispute_core.domain.acts.meetings.place import parties
from dispute_core.domain.guidance.guide import NEVER_WAITS
from dispute_core.domain.meetings import MeetingState, ToConsider
from dispute_core.domain.saying import capital
from dispute_core.domain.values import Person
from dispute_core.domain.vocabulary import ChairRule, MeetingMode, MeetingPlace

MODES: dict[MeetingMode, str] = {
    "resolution_meeting": "Resolution meeting",
    "mediation": "Mediation",
    "arbitration": "Arbitration",
}
PLACES: dict[MeetingPlace, str] = {
    "in_person": "In one room",
    "remote": "From a distance",
    "both": "In one room, and from a distance",
}
CHAIRS: dict[ChairRule, str] = {
    "independent": "an independent chair",
    "lead_agency": "the lead agency's senior manager",
    "other": "another chair, with a reason",
}
WELSH_TITLE = "Papurau ar gyfer y cyfarfod"


def kit_of(matter: Matter, meeting: MeetingState) -> Document:
    """The papers of a meeting as one reader may see them."""
    telling = Telling(matter)
    newest = matter.loaded.events[-1]
    raising, responding = telling.sides()
    cy = telling.welsh
    return Document(
        kind="meeting_kit",
        title=f"{MODES[meeting.convened.mode]}: papers for the table",
        welsh=WELSH_TITLE if cy else None,
        subtitle=f"{raising} and {responding}",
        reference=telling.dispute.raised.reference,
        partnership=matter.partnership.name,
        lines=(f"{telling.policy.title}, {telling.policy.publisher}", NEVER_WAITS),
        sections=(
            section("meeting", _meeting(telling, meeting), welsh=cy),
            section("invitees", _invitees(telling, meeting), welsh=cy),
            section("agenda", *_agenda(telling, meeting), welsh=cy),
            section("decision", _decision(telling, meeting), welsh=cy),
            section("acceptance", _acceptance(telling, meeting), welsh=cy),
            section("signatures", _signatures(telling), welsh=cy),
        ),
        proof=Proof(
            version=newest.version,
            hash=newest.hash,
            recorded_at=newest.recorded_at,
            generated_at=matter.generated_at,
            policy_sha256=telling.policy.sha256,
        ),
        training=telling.dispute.raised.training,
        foot=(
            f"{telling.dispute.raised.reference}, version {newest.version}, "
            f"{newest.hash[:16]}"
        ),
    )


def _meeting(telling: Telling, meeting: MeetingState) -> Facts:
    event, venue = meeting.convened, meeting.venue
    chair = event.chair
    version = event.originator_version
    who = [part for part in (chair.name, chair.role) if part]
    who += [telling.agency(code) for code in (chair.agency, chair.office) if code]
    return Facts(
        rows=(
            Row(label="When", value=said(moment(meeting.starts_at))),
            Row(label="How", value=said(PLACES[venue.kind])),
            Row(label="Where", value=telling.wrote(version, venue.where)),
            Row(label="Chair", value=said(", ".join(who))),
            Row(label="By the rule", value=said(capital(CHAIRS[chair.rule]))),
            Row(label="Ground", value=said(event.ground and capital(event.ground))),
            Row(label="Clause", value=said(event.clause)),
        )
    )


def _invitees(telling: Telling, meeting: MeetingState) -> Table:
    return Table(
        title="Invited",
        columns=("Who", "Side", "Came"),
        rows=tuple(
            (said(telling.who(one)), _side(telling, one), BLANK)
            for one in meeting.convened.invitees
        ),
        empty="Nobody.",
        widths=(8, 4, 2),
    )


def _side(telling: Telling, one: Person) -> Said:
    sides = telling.dispute.sides_of(one.agency or "")
    side = one.side or (sides[0] if sides else None)
    return said(capital(side)) if side else said("Beside both")


def _agenda(telling: Telling, meeting: MeetingState) -> tuple[Block, ...]:
    version = meeting.convened.originator_version
    answers = (
        {one.item: one.answer for one in meeting.held.considered}
        if meeting.held
        else {}
    )
    wrote = meeting.held.originator_version if meeting.held else version
    return (
        Prose(text=said("The Record of the dispute is the paper for this agenda.")),
        Table(
            title="What the meeting must consider",
            columns=("What", "By", "What it found"),
            rows=tuple(
                (
                    _item(telling, version, one),
                    said(one.clause or "the convener"),
                    telling.wrote(wrote, answers.get(one.id)),
                )
                for one in meeting.convened.to_consider
            ),
            empty="The document names nothing, and the convener added nothing.",
            widths=(6, 3, 7),
        ),
    )


def _item(telling: Telling, version: int, item: ToConsider) -> Said:
    return said(item.words) if item.words else telling.wrote(version, item.added)


def _decision(telling: Telling, meeting: MeetingState) -> Facts:
    """Blank lines before the meeting; afterwards what was put on record."""
    held = meeting.held
    lines: dict[str, str | None] = {
        "Outcome": None,
        "Decided or recommended": None,
        "Decision": None,
        "Who holds the record": None,
        "Minutes due on": None,
    }
    if held is not None:
        said_so = (
            capital(held.outcome.replace("_", " ")),
            held.power,
            held.decision,
            telling.agency(held.custodian),
            day(held.minutes_due_on),
        )
        lines = dict(zip(lines, said_so, strict=True))
    return Facts(
        rows=tuple(Row(label=label, value=said(line)) for label, line in lines.items())
    )


def _acceptance(telling: Telling, meeting: MeetingState) -> Table:
    return Table(
        title="Each party's word on the outcome",
        columns=("Party", "Accepts", "If not, why"),
        rows=tuple(
            _word(telling, meeting, agency) for agency in parties(telling.dispute)
        ),
        empty="",
        widths=(5, 2, 8),
    )


def _word(
    telling: Telling, meeting: MeetingState, agency: str
) -> tuple[Said, Said, Said]:
    answer = meeting.answer_of(agency)
    name = said(telling.agency(agency))
    if answer is None:
        return name, BLANK, BLANK
    reason = telling.wrote(answer.originator_version, answer.reason)
    return name, said("Yes" if answer.accepts else "No"), reason


def _signatures(telling: Telling) -> Signatures:
    named = (telling.agency(agency) for agency in parties(telling.dispute))
    return Signatures(signatories=("The chair", *(f"For {name}" for name in named)))
