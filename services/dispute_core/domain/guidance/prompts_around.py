"""What is asked at every stage under every policy: the effect on the person, and what
becomes of the safeguards that were called for.
"""

from collections.abc import Iterable, Iterator

from dispute_core.domain.beside.facilitation import facilitated_by
from dispute_core.domain.beside.safeguards import SAID_CALLS, unanswered
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.guidance.prompt import BY_CONCORD, Prompt
from dispute_core.domain.saying import capital, said_day
from dispute_core.domain.working_time import local_date

EFFECT_ASKED = (
    "Say what the disagreement means for the person at this {noun}, in a discussion, "
    "in an escalation or as a record."
)
SIDES = {"raising": "the raising side", "responding": "the responding side"}


def around(dispute: Dispute, noun: str) -> Iterator[Prompt]:
    """What stands to be said beside the talking; none of it stops a clock."""
    if not effect_is_told(dispute):
        yield Prompt(
            kind="effect_on_person",
            text=EFFECT_ASKED.format(noun=noun),
            clause=BY_CONCORD,
        )
    for asked in unanswered(dispute):
        who = SIDES.get(asked.by.side or "", "the board")
        what = SAID_CALLS[asked.calls_for or "other"]
        day = said_day(local_date(asked.timestamp))
        yield Prompt(
            kind="safeguard",
            text=f"{capital(who)} called for {what} on {day}; it is not answered yet.",
            clause=BY_CONCORD,
        )


def around_the_talking(dispute: Dispute, asked: Iterable[Prompt]) -> Iterator[str]:
    """What the next step says of it, and of who facilitates."""
    helper = facilitated_by(dispute)
    if helper is not None:
        who = helper.office or helper.facilitator.role or "the facilitator named"
        yield (
            f"The dispute is facilitated by {who} ({helper.clause}), who supports the "
            "sides and does not decide; every deadline runs on."
        )
    for prompt in asked:
        if prompt.kind in ("effect_on_person", "safeguard"):
            yield prompt.text


def effect_is_told(dispute: Dispute) -> bool:
    """Whether the effect on the person is on record at the present stage (000-12).

    At the stage at which a dispute is raised it always is; what has been erased is
    asked for no more.
    """
    if len(dispute.stages) == 1 or dispute.raised.difference.disputed is None:
        return True
    here, entered = dispute.stages[-1], dispute.stages[-1].version
    move = here.move
    told = (
        move is not None and move.effect_on_person,
        *(
            talk.effect_on_person
            for talk in dispute.discussions
            if talk.originator_version > entered and talk.stage == here.entered.id
        ),
        *(
            record.text
            for record in dispute.records
            if record.kind == "effect_on_person"
            and record.visible_to == "parties"
            and record.originator_version > entered
        ),
        *(
            one.text
            for one in dispute.corrections
            if one.field == "effect_on_person" and one.event_version >= entered
        ),
    )
    return any(told)
