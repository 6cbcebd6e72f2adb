"""Every number that a document prints, and none that it does not."""

from json import dumps
from re import search

import pytest

from dispute_core.domain.policy import Limit, Policy
from tests.policies.documents import (
    BEXLEY,
    BRIGHTON,
    RELEASED,
    SANDHURST,
    WALES,
    WORCESTERSHIRE,
)


def number_of(limit: Limit) -> tuple[int, str] | None:
    return (limit.within.amount, limit.within.unit) if limit.within else None


class TestNumbers:
    @pytest.mark.parametrize(
        ("policy", "numbers"),
        [
            (SANDHURST, {"stage-1.resolve": None, "stage-2.refer": None}),
            (
                BEXLEY,
                {
                    "stage-1.own-policies": None,
                    "stage-2.meet": None,
                    "stage-3.submit": None,
                    "stage-3.support": None,
                    "stage-4.settle": None,
                },
            ),
            (
                WORCESTERSHIRE,
                {
                    "stage-1.discuss": (1, "working_days"),  # 002 stage 1
                    "stage-2.discuss": (2, "working_days"),  # 002 stage 2
                    "stage-3.refer": None,
                    "stage-4.meet": None,
                },
            ),
            (
                BRIGHTON,
                {
                    "stage-1.resolve": None,
                    "stage-2.address": None,
                    "stage-3.refer": None,
                    "stage-4.raise": None,
                },
            ),
            (
                WALES,
                {
                    "stage-1.discuss": (5, "working_days"),  # 004 slide 4
                    "stage-1.resolve": (10, "working_days"),  # 004 slide 5
                    "stage-2.discuss": None,
                    "stage-3.review": (10, "working_days"),  # 004 slide 6
                },
            ),
        ],
        ids=lambda value: value.ref if isinstance(value, Policy) else "",
    )
    def test_are_those_that_the_document_prints(
        self, policy: Policy, numbers: dict[str, tuple[int, str] | None]
    ) -> None:
        found = {
            duty: number_of(limit)
            for duty, (_, limit) in policy.limits_by_duty().items()
        }

        assert found == numbers

    @pytest.mark.parametrize("policy", [SANDHURST, BEXLEY, BRIGHTON])
    def test_stand_nowhere_in_a_document_that_gives_none(self, policy: Policy) -> None:
        text = dumps(RELEASED[policy.ref].content)

        assert not search(
            r"\b(\d+|one|two|five|ten)\s+(working|calendar|hour|day)", text
        )

    @pytest.mark.parametrize(
        ("policy", "duty", "urgency"),
        [
            (SANDHURST, "stage-1.resolve", "as simply and quickly as possible"),
            (
                WORCESTERSHIRE,
                "stage-2.discuss",
                "without delay and in accordance with the level of risk",
            ),
            (WORCESTERSHIRE, "stage-3.refer", "without delay"),
            (
                BRIGHTON,
                "stage-1.resolve",
                "within a time scale, which is acceptable to all parties",
            ),
            (BRIGHTON, "stage-3.refer", "without delay"),
        ],
    )
    def test_are_not_made_of_words_for_urgency(
        self, policy: Policy, duty: str, urgency: str
    ) -> None:
        assert policy.limits_by_duty()[duty][1].urgency == urgency

    @pytest.mark.parametrize(
        ("policy", "duty", "anchor", "outer", "accepts", "settled_by", "force"),
        [
            (
                WORCESTERSHIRE,
                "stage-1.discuss",
                "raised",
                False,
                set(),
                {"discussion", "resolution", "leaving_stage"},
                "must",
            ),
            (
                WORCESTERSHIRE,
                "stage-2.discuss",
                "stage_started",
                True,
                {"risk_set"},
                {"discussion", "resolution", "leaving_stage"},
                "must",
            ),
            (
                BRIGHTON,
                "stage-1.resolve",
                "raised",
                False,
                {"agreed"},
                {"resolution", "leaving_stage"},
                "should",
            ),
            (
                WALES,
                "stage-1.discuss",
                "raised",
                True,
                {"risk_set"},
                {"discussion"},
                "should",
            ),
            (
                WALES,
                "stage-1.resolve",
                "raised",
                False,
                set(),
                {"resolution", "leaving_stage"},
                "should",
            ),
            (
                WALES,
                "stage-3.review",
                "previous_stage_completed",
                True,
                {"risk_set"},
                {"discussion", "resolution"},
                "must",
            ),
        ],
    )
    def test_start_bend_and_settle_as_the_document_is_read(
        self,
        policy: Policy,
        duty: str,
        anchor: str,
        outer: bool,
        accepts: set[str],
        settled_by: set[str],
        force: str,
    ) -> None:
        limit = policy.limits_by_duty()[duty][1]

        assert (limit.anchor, limit.outer, limit.force) == (anchor, outer, force)
        assert set[str](limit.accepts) == accepts
        assert set[str](limit.settled_by) == settled_by
