"""Cases for documents: one with everything in it, one in which nothing has happened."""

from dataclasses import replace
from datetime import timedelta

from dispute_core.application.authorization.decision import decide
from dispute_core.application.authorization.standing import Standing, stands_to
from dispute_core.documents import Matter
from dispute_core.domain.acts.raising import NewDispute
from dispute_core.domain.values import (
    Difference,
    ImmediateRisk,
    Party,
    Subject,
)
from dispute_core.domain.vocabulary import (
    SubjectKind,
)
from tests.documents.doing import (
    agrees,
    corrects,
    goes_up,
    letter,
    records,
    responds,
    talks,
)
from tests.support.builders import Raising
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
DIFFERENCE = Difference(
    disputed=(
        "The child and family assessment ended on 27 February with no further action."
    ),
    raiser_view=(
        "Faltering growth and three missed weigh-ins are signs of neglect in a "
        "baby of five months. Early help alone will not be taken up."
    ),
    evidence=CHART,
    effect_on_person=(
        "The baby is hungry and is losing weight, and nobody outside the home "
        "has seen the baby undressed since 4 February."
    ),
    outcome_wanted=(
        "The assessment is reopened and a strategy discussion considers section 47."
    ),
)


async def matter(
    story: Story, who: str = "school", *, version: int | None = None
) -> Matter:
    """The dispute of a story, as somebody may see it."""
    loaded = await story.log.load(story.id, version=version)
    dispute = loaded.dispute
    partnership = partnerships()[dispute.raised.partnership]
    policy = await story.core.policy(dispute.raised.policy.ref)
    stands = stands_to(dispute, story.caller(who), partnership, story.clock())
    fields = decide("getDispute", stands.relations).fields
    return Matter(
        loaded=loaded,
        policy=policy.for_case(dispute.raised.priority, dispute.category),
        standing=Standing(sides=stands.sides, agency=stands.agency, fields=fields),
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
        difference=replace(DIFFERENCE, evidence=evidence),
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
