"""What a campaign over the contract must come to, wherever it runs."""

from typing import ClassVar

from tests.contract.campaign import EVERY_CHECK, Findings
from tests.contract.strangers import with_an_owner


class Kept:
    """The promises themselves; each campaign brings its findings, as a fixture."""

    stories: ClassVar[int]
    cases: ClassVar[int]

    def test_keeps_every_promise_of_the_contract(self, findings: Findings) -> None:
        assert findings.failures == [], findings.report

    def test_does_what_each_operation_is_for(self, findings: Findings) -> None:
        never = findings.never_accepted()
        assert not never, never

    def test_lives_through_whole_stories(self, findings: Findings) -> None:
        assert findings.stories >= self.stories // 2

    def test_is_asked_as_often_as_was_meant(self, findings: Findings) -> None:
        """What the checks send beside is not counted."""
        assert findings.cases.total() >= self.cases, findings.counted

    def test_shows_neither_of_two_agencies_what_the_other_made(
        self, findings: Findings
    ) -> None:
        """Whatever they do is tried as the other's; what came back is a check."""
        assert set(findings.held_apart) == set(with_an_owner())

    def test_is_held_to_every_check(self, findings: Findings) -> None:
        assert set(findings.held) == EVERY_CHECK
