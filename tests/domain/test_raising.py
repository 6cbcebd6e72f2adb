from dispute_core.domain.dispute import Dispute
from tests.support.builders import a_dispute
from tests.support.story import MONDAY, Story
from tests.support.world import end_of


class TestRaising:
    async def test_starts_the_limit_of_the_first_stage(self, story: Story) -> None:
        """002 stage 1: "within one working day"."""
        await story.when(a_dispute())

        raised = story.then(Dispute.Raised, category="other", timestamp=MONDAY)
        [discuss] = raised.deadlines_started
        assert discuss.duty == "stage-1.discuss"
        assert discuss.due_at == end_of(2026, 3, 3)
