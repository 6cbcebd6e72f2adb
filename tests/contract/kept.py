"""What a campaign over the contract must come to, wherever it runs."""

from typing import ClassVar

from tests.contract.campaign import EVERY_CHECK, Findings


class Kept:
    """The promises themselves; each campaign brings its findings, as a fixture."""

    stories: ClassVar[int]

    def test_keeps_every_promise_of_the_contract(self, findings: Findings) -> None:
        assert findings.failures == [], findings.report

    def test_does_what_each_operation_is_for(self, findings: Findings) -> None:
        never = findings.never_accepted()
        assert not never, never

    def test_lives_through_whole_stories(self, findings: Findings) -> None:
        assert findings.stories >= self.stories // 2

    def test_is_held_to_every_check(self, findings: Findings) -> None:
        assert set(findings.held) == EVERY_CHECK
