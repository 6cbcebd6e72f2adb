"""Random lives under every policy, shipped or made up: what is offered is taken.

Whoever is offered an operation and says something sensible is never refused; whoever
is not offered it is always refused, and then nothing is recorded.
"""

from dataclasses import dataclass, field
from datetime import UTC, timedelta
from random import Random

import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events.correctable import CORRECTABLE
from dispute_core.domain.errors import DisputeError
from dispute_core.domain.guidance.guide import allowed, next_step
from dispute_core.domain.guidance.prompts import prompts
from dispute_core.domain.policy import Policy
from dispute_core.domain.vocabulary import Side
from tests.domain.any_life import expect_sound, is_one_sentence, run
from tests.domain.place import Place
from tests.domain.sensible import SENSIBLE, raises
from tests.support.builders import Step
from tests.support.made_world import (
    EVERY_POLICY,
    CatalogueOfOne,
    partnership_of,
    policy_called,
)
from tests.support.story import MONDAY, Clock, Story

LIVES = 8
STEPS = 22
OFTEN = ("recordDiscussion", "escalateDispute", "setLimit")
RARELY = ("withdrawDispute", "resolveDispute")


@dataclass
class Life:
    """One dispute under a policy, lived by chance."""

    name: str
    seed: int
    chance: Random = field(init=False)
    story: Story = field(init=False)

    def __post_init__(self) -> None:
        self.chance = Random(f"{self.name} {self.seed}")  # noqa: S311 - no secret
        # By the clock of the world: in London's own, hours are missing or come twice.
        self.story = Story(
            clock=Clock(MONDAY.astimezone(UTC)),
            catalogue=CatalogueOfOne(name=self.name),
        )
        begins = raises(self.name, self.chance, self.story.clock())
        run(self.story.when(begins))

    @property
    def dispute(self) -> Dispute:
        return run(self.story.dispute())

    def policy(self, dispute: Dispute) -> Policy:
        whole = policy_called(self.name)
        return whole.for_case(dispute.raised.priority, dispute.category)

    def goes_on(self) -> None:
        """Time passes, the worker looks, and somebody does something."""
        hours = self.chance.choice([0, 0, 1, 3, 20, 30, 100])
        self.story.at(self.story.clock() + timedelta(hours=hours))
        if self.chance.random() < 0.7:
            run(self.story.sweep())
        dispute = self.dispute
        who, sides = self.chance.choice(self.people(dispute))
        own = None if sides == ("board",) else who
        offered = allowed(dispute, self.policy(dispute), sides, own)
        wanted = [name for name in offered if name in SENSIBLE and name not in RARELY]
        operation = self.chance.choice([*SENSIBLE, *wanted * 2, *OFTEN])
        self.attempt(operation, dispute, who, sides, offered=operation in offered)

    def people(self, dispute: Dispute) -> list[tuple[str, tuple[Side, ...]]]:
        raising = dispute.raised_by.agency
        found: list[tuple[str, tuple[Side, ...]]] = [(raising, ("raising",))]
        found += [(party.agency, ("responding",)) for party in dispute.responding]
        if dispute.board_sees:
            found.append(("board", ("board",)))
        return found

    def attempt(
        self,
        operation: str,
        dispute: Dispute,
        who: str,
        sides: tuple[Side, ...],
        *,
        offered: bool,
    ) -> None:
        place = Place(
            dispute=dispute,
            policy=self.policy(dispute),
            board=partnership_of(self.name),
            who=who,
            side=sides[0],
            now=self.story.clock(),
            chance=self.chance,
            entered=self.entered(who),
        )
        told = f"{operation} by {who} ({sides[0]}) at {dispute.stage.id}"
        refusal = self.refusal(SENSIBLE[operation](place))
        if refusal is None:
            assert offered, f"{told} was not offered, and accepted"
        else:
            assert self.story.happened == []
            assert not offered, f"{told} was offered, and refused: {refusal}"

    def entered(self, who: str) -> tuple[int, str]:
        """What they have entered themselves, as the log tells it."""
        for event in self.story.log.events:
            fields = CORRECTABLE.get(event.topic)
            if event.agency == who and fields:
                texts = [name for name, kind in fields.items() if kind == "text"]
                return event.version, "reference" if "reference" in texts else texts[-1]
        return 1, "disputed"

    def refusal(self, step: Step) -> str | None:
        try:
            run(self.story.when(step))
        except DisputeError as refused:
            return refused.detail
        return None

    def expect_all_sound(self) -> None:
        expect_sound(self.story)
        dispute = self.dispute
        policy = self.policy(dispute)
        said = [next_step(dispute, policy)]
        said += [prompt.text for prompt in prompts(dispute, policy)]
        for sentence in said:
            assert sentence.endswith((".", "?"))
            assert "None" not in sentence
            assert "  " not in sentence
        for deadline in dispute.deadlines:
            assert is_one_sentence(deadline.set.reason), deadline.set.reason


class TestAnyLifeUnderAnyPolicy:
    @pytest.mark.parametrize("name", EVERY_POLICY)
    def test_is_sound_and_offers_just_what_it_takes(self, name: str) -> None:
        for seed in range(LIVES):
            life = Life(name=name, seed=seed)
            for _ in range(STEPS):
                life.goes_on()
                life.expect_all_sound()
