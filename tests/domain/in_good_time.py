"""A made-up procedure about time, "In Good Time", and who raises a difference by it.

It stands in the place of a shipped one, so that a story can be told under it.
"""

from dataclasses import replace
from datetime import datetime

from dispute_core.domain.deadlines import DeadlineSet
from dispute_core.domain.policy import Policy
from dispute_core.policies import policy_from
from tests.support.builders import Raising, a_dispute
from tests.support.made import made_policy
from tests.support.story import Story
from tests.support.world import WORCESTERSHIRE, ShippedCatalogue


def a_story_in_good_time() -> Story:
    released = made_policy("thornley")
    policy = policy_from(released.content, released.sha256)
    standing_in = replace(policy, ref=WORCESTERSHIRE)
    return Story(catalogue=ShippedCatalogue(instead=standing_in))


async def standing_in(story: Story) -> Policy:
    """The procedure under which a story is told, whole."""
    found = await story.catalogue.policy(WORCESTERSHIRE)
    assert found is not None
    return found


def raised(
    *,
    at: datetime | None = None,
    priority: str | None = "standard",
    category: str = "other",
    identified_at: datetime | None = None,
    received_at: datetime | None = None,
) -> Raising:
    usual = a_dispute(at=at, category=category)
    new = replace(
        usual.new,
        priority=priority,
        concern_identified_at=identified_at,
        decision_received_at=received_at,
    )
    return replace(usual, new=new)


async def owed(story: Story, duty: str) -> DeadlineSet:
    """The newest generation of a duty, as it was set."""
    found = [d for d in (await story.dispute()).deadlines if d.set.duty == duty]
    return found[-1].set


async def duties(story: Story) -> set[str]:
    return {d.set.duty for d in (await story.dispute()).open_deadlines()}
