"""Legal holds as steps of a story, and an erasure on its log."""

from datetime import date, timedelta
from uuid import uuid4

from dispute_core.application import retaining
from dispute_core.application.appends import appending
from dispute_core.application.ports import Author
from dispute_core.domain.acts.retaining import erase_narrative
from dispute_core.domain.directory.retention import RuleApplied
from dispute_core.domain.dispute_events.retention import HoldGround
from dispute_core.domain.retention import Retained
from tests.support.builders import Step
from tests.support.story import Story

OPERATOR = Author(client="concord-command-line", subject="operator")


def puts_hold(who: str, ground: HoldGround = "court") -> Step:
    return Step(
        who=who,
        run=lambda target, core: retaining.put_hold(
            target, core, ground=ground, reason="The court has asked for it."
        ),
    )


def releases_hold(who: str, hold_id: str) -> Step:
    return Step(
        who=who,
        run=lambda target, core: retaining.release_hold(
            target, hold_id, core, reason="The judgment is final."
        ),
    )


async def is_erased(story: Story) -> None:
    """The schedule's time is over, and two offices say so."""
    dispute, now = await story.dispute(), story.clock()
    settled_on = date(2020, 3, 2)
    rule = RuleApplied(
        rule="closed-disputes",
        agency="school",
        keep="6 years",
        until=settled_on + timedelta(days=2191),
    )
    erase_narrative(
        dispute,
        Retained(
            why_not=None,
            settled_on=settled_on,
            due_on=rule.until,
            rules=(rule,),
        ),
        decided_by="board-manager",
        checked_by="independent-chair",
        schedule_version=3,
        key=str(uuid4()),
        now=now,
    )
    await story.log.append(appending(dispute, now=now, author=OPERATOR))
    story.happened = [story._event(len(story.log.events) - 1)]
