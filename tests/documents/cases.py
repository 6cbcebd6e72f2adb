"""Cases for documents: one with everything in it, one in which nothing has happened."""

from datetime import date, timedelta

from dispute_core.application import handlers
from dispute_core.application.caller import Standing, standing
from dispute_core.documents import Matter
from dispute_core.domain.acts.declaring import Ending, NewAction
from dispute_core.domain.acts.escalating import Escalation
from dispute_core.domain.acts.raising import NewDispute
from dispute_core.domain.acts.talking import Discussion
from dispute_core.domain.values import (
    Acceptance,
    Difference,
    ImmediateRisk,
    Party,
    Person,
    Source,
    Subject,
)
from dispute_core.domain.vocabulary import (
    DiscussionOutcome,
    RecordKind,
    SubjectKind,
    Visibility,
)
from tests.support.builders import Raising, Step
from tests.support.papers import answers_statement
from tests.support.story import MONDAY, Story
from tests.support.world import PARTNERSHIP, WORCESTERSHIRE, partnerships

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

CHART = "Growth chart: from the 50th to below the 9th centile in ten weeks."
OWN_NOTE = "Our own manager asked us to keep the tone calm."
FIRST_SUMMARY = "The GP's letter accounts for the weight."
RIGHT_SUMMARY = "The GP's letter does not account for the weight lost since 2 April."
EXCUSED = "The chart is right; two of the missed weigh-ins were excused."
VISITOR = Person(agency="health", role="Health visitor", name="B. Adeyemi")
WORKER = Person(agency="social-care", role="Social worker", name="C. Lindqvist")


async def matter(
    story: Story, who: str = "school", *, version: int | None = None
) -> Matter:
    """The dispute of a story, as somebody may see it."""
    loaded = await story.log.load(story.id, version=version)
    dispute = loaded.dispute
    partnership = partnerships()[dispute.raised.partnership]
    policy = await story.core.policy(dispute.raised.policy.ref)
    stands = standing(dispute, story.caller(who), partnership)
    return Matter(
        loaded=loaded,
        policy=policy.for_case(dispute.raised.priority, dispute.category),
        standing=stands if stands.sees else Standing(sides=(), agency=None, sees=True),
        partnership=partnership,
        generated_at=story.clock(),
    )


def bare(policy: str = WORCESTERSHIRE, person: SubjectKind = "child") -> Raising:
    """As little as can be said to raise a dispute."""
    new = NewDispute(
        partnership=PARTNERSHIP[policy],
        prefix="ANY",
        subject=Subject(kind=person, reference="HV-20931", held_by=None),
        raised_by=Party(agency="health"),
        responding=(Party(agency="social-care"),),
        category="other",
        category_text="Whether to assess",
        difference=Difference(
            disputed="The assessment ended with no further action.",
            effect_on_person="The baby is losing weight.",
            outcome_wanted="The assessment is reopened.",
        ),
        immediate_risk=ImmediateRisk(present=False),
        scope="inter_agency",
    )
    return Raising(who="health", new=new, policy=policy, at=None)


def full(policy: str = WORCESTERSHIRE, evidence: str = CHART) -> Raising:
    """A raising in which everything is said."""
    new = NewDispute(
        partnership=PARTNERSHIP[policy],
        prefix="WOR",
        subject=Subject(kind="child", reference="HV-20931", held_by="health"),
        also_affects=(Subject(kind="unborn", reference="MID-118", held_by="health"),),
        raised_by=Party(
            agency="health",
            role="Health visitor",
            band="practitioner",
            name="B. Adeyemi",
        ),
        responding=(
            Party(
                agency="social-care",
                role="Social worker, assessment team",
                band="practitioner",
            ),
        ),
        category="assessment",
        category_text=None,
        difference=Difference(
            disputed=(
                "The child and family assessment ended on 27 February with no further "
                "action."
            ),
            raiser_view=(
                "Faltering growth and three missed weigh-ins are signs of neglect in a "
                "baby of five months. Early help alone will not be taken up."
            ),
            evidence=evidence,
            effect_on_person=(
                "The baby is hungry and is losing weight, and nobody outside the home "
                "has seen the baby undressed since 4 February."
            ),
            outcome_wanted=(
                "The assessment is reopened and a strategy discussion considers "
                "section 47."
            ),
        ),
        immediate_risk=ImmediateRisk(
            present=True, action_taken="The GP was called and saw the baby at once."
        ),
        scope="inter_agency",
        seriousness="Spoken of twice by phone; the weight has fallen again since.",
        arose_at=MONDAY - 3 * DAY,
        decision_received_at=MONDAY - 3 * DAY,
        lead_agency="social-care",
    )
    return Raising(who="health", new=new, policy=policy, at=MONDAY - HOUR)


async def rich() -> Story:
    """A case that went two stages up, was agreed, and has everything around it."""
    story = Story()
    await story.given(
        full(),
        responds(),
        answers_statement("social-care", 1, "evidence", "partly_agreed", note=EXCUSED),
    )
    story.at(MONDAY + 5 * HOUR)
    await story.given(
        talks("health", "not_agreed", FIRST_SUMMARY),
        records("health", "persons_views", "The mother says feeding is hard."),
        records("health", "interim_arrangement", "The baby is weighed twice a week."),
        records("health", "requested_safeguard", "A strategy discussion."),
        records("health", "advice", "The named nurse advised going to the managers."),
        records("health", "preparation", OWN_NOTE, visible_to="own_agency"),
        letter(),
        corrects(4, "summary", RIGHT_SUMMARY),
    )
    story.at(MONDAY + DAY)
    await story.given(goes_up())
    story.at(MONDAY + 2 * DAY)
    await story.given(talks("social-care", "agreed", "The managers read the chart."))
    await story.given(agrees())
    return story


def responds() -> Step:
    return Step(
        who="social-care",
        run=lambda target, core: handlers.record_response(
            target,
            core,
            view="The parents were open with us and have agreed to early help.",
            evidence="Assessment record of 27 February; the GP's letter.",
            proposal="A family support worker visits weekly.",
        ),
    )


def talks(who: str, outcome: DiscussionOutcome, summary: str) -> Step:
    held = Discussion(
        method="phone",
        outcome=outcome,
        participants=(VISITOR, WORKER),
        summary=summary,
        effect_on_person="The baby is to be seen and weighed by tomorrow.",
        information_reviewed=("Growth chart", "Assessment record"),
        advice_from=("The named nurse for safeguarding children",),
        reasons=None
        if outcome == "agreed"
        else "No agreement on what the weight means.",
    )
    return Step(
        who=who, run=lambda target, core: handlers.record_discussion(target, held, core)
    )


def records(
    who: str, kind: RecordKind, text: str, *, visible_to: Visibility = "parties"
) -> Step:
    return Step(
        who=who,
        run=lambda target, core: handlers.add_record(
            target, core, kind=kind, text=text, source=None, visible_to=visible_to
        ),
    )


def letter() -> Step:
    source = Source(
        sender="B. Adeyemi, health visitor",
        recipient="C. Lindqvist, social worker",
        dated=date(2026, 3, 2),
        held_at="Health visiting file, section 4",
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )
    return Step(
        who="health",
        run=lambda target, core: handlers.add_record(
            target,
            core,
            kind="correspondence",
            text="The concern was put in writing.",
            source=source,
            visible_to="parties",
        ),
    )


def corrects(version: int, field: str, value: str) -> Step:
    return Step(
        who="health",
        run=lambda target, core: handlers.correct_dispute(
            target,
            core,
            event_id=f"{target.dispute_id}.{version}",
            field=field,
            value=value,
            reason="The sentence had lost its not.",
        ),
    )


def goes_up() -> Step:
    wanted = Escalation(
        trigger="not_agreed",
        to_stage="stage-2",
        reason="The call ended without agreement.",
        actors=(
            Person(
                side="raising",
                agency="health",
                role="Health visiting team leader",
                band="first_line_manager",
            ),
        ),
    )
    return Step(
        who="health",
        run=lambda target, core: handlers.escalate_dispute(target, wanted, core),
    )


def agrees() -> Step:
    ending = Ending(
        outcome="agreed",
        summary=(
            "The assessment is reopened. Health visitor and social worker visit "
            "together, and a paediatrician sees the baby within the week."
        ),
        actions=(
            NewAction(
                what="Visit the home together and weigh the baby",
                owner_agency="health",
                owner="Health visitor",
                due_on=date(2026, 3, 6),
            ),
            NewAction(
                what="Complete the reopened assessment",
                owner_agency="social-care",
                due_on=date(2026, 3, 27),
            ),
        ),
        accepted_by=(Acceptance(agency="health"),),
        review_on=date(2026, 3, 30),
    )
    return Step(
        who="health",
        run=lambda target, core: handlers.resolve_dispute(target, ending, core),
    )
