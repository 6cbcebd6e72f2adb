"""The five documents as shipped, against what a person reads in them."""

from dataclasses import fields, is_dataclass
from datetime import date
from hashlib import sha256
from json import dumps
from re import search
from typing import Any

import pytest

from dispute_core.domain.policy import Policy
from dispute_core.policies import shipped
from tests.policies.documents import (
    BEXLEY,
    BRIGHTON,
    DOCUMENTS,
    POLICIES,
    RELEASED,
    SANDHURST,
    WORCESTERSHIRE,
    each_policy,
)


def flat(part: object) -> list[object]:
    """Every dataclass in a policy, however deep."""
    if isinstance(part, tuple):
        return [found for item in part for found in flat(item)]
    if is_dataclass(part):
        return [part] + [
            found for field in fields(part) for found in flat(getattr(part, field.name))
        ]
    return []


class TestReleases:
    def test_come_in_the_order_of_their_documents(self) -> None:
        assert list(DOCUMENTS) == [released.ref for released in shipped()]

    @pytest.mark.parametrize("ref", DOCUMENTS)
    def test_are_named_by_the_hash_of_their_canonical_content(self, ref: str) -> None:
        released = RELEASED[ref]

        text = dumps(
            released.content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )

        assert released.sha256 == sha256(text.encode()).hexdigest()
        assert POLICIES[ref].sha256 == released.sha256
        assert POLICIES[ref].ref == ref

    @pytest.mark.parametrize("ref", DOCUMENTS)
    def test_hold_no_fractions_that_two_machines_may_write_differently(
        self, ref: str
    ) -> None:
        def kinds(value: Any) -> set[type]:
            inner = value.values() if isinstance(value, dict) else value
            if isinstance(value, dict | list):
                return set().union(*(kinds(item) for item in inner))
            return {type(value)}

        assert kinds(RELEASED[ref].content) <= {str, int, bool}

    @each_policy
    def test_name_nobody(self, policy: Policy) -> None:
        text = dumps(RELEASED[policy.ref].content)

        assert not search("Dove|Carroll|Bates|Gillard|Mrs|@(?!1)", text)


class TestEveryRule:
    @each_policy
    def test_cites_its_document_and_a_place_in_it(self, policy: Policy) -> None:
        number = DOCUMENTS[policy.ref]

        clauses = [part.clause for part in flat(policy) if hasattr(part, "clause")]

        assert len(clauses) > 10
        assert [c for c in clauses if not c.startswith(f"{number} ")] == []

    @each_policy
    def test_leaves_the_list_of_categories_open(self, policy: Policy) -> None:
        assert policy.categories[-1].code == "other"

    @each_policy
    def test_leads_from_each_stage_but_the_last_to_the_next(
        self, policy: Policy
    ) -> None:
        for stage, following in zip(policy.stages, policy.stages[1:], strict=False):
            ordinary = stage.moves[0]
            assert ordinary.to_stage == following.id
            assert ordinary.triggers == {
                "not_agreed",
                "time_passed",
                "no_response",
                "unsatisfactory_response",
                "immediate_risk",
            }
        assert policy.stages[-1].moves == ()

    @each_policy
    def test_is_preceded_by_protecting_the_person_now(self, policy: Policy) -> None:
        assert "999" in policy.emergency
        assert "whatever happens to this dispute" in policy.emergency

    @each_policy
    def test_of_a_reading_says_whose_it_is(self, policy: Policy) -> None:
        assert {reading.by for reading in policy.readings} == {
            "Concord, as first released; open to the board"
        }


class TestWorcestershire:
    def test_checks_back_per_stage_as_its_chart_does(self) -> None:
        found = [[rule.kind for rule in s.check_backs] for s in WORCESTERSHIRE.stages]

        assert found == [
            ["understanding", "completion"],  # 002-10, 13
            ["understanding", "completion"],  # 002-19, 23
            ["completion"],  # 002-29
            [],  # 002-33
        ]

    def test_allows_no_stage_to_be_passed_over(self) -> None:
        assert WORCESTERSHIRE.later_start is None
        assert not any(m.skips for s in WORCESTERSHIRE.stages for m in s.moves)


class TestBexley:
    def test_lets_anyone_go_to_the_executive_without_the_meeting(self) -> None:
        first = BEXLEY.first_stage()

        assert [m.to_stage for m in first.moves] == ["stage-2", "stage-3"]
        assert [m.skips for m in first.moves] == [False, True]


class TestBrightonAndHove:
    def test_may_start_later_or_pass_over_stages_on_immediate_risk(self) -> None:
        skipping = {
            (stage.id, move.to_stage)
            for stage in BRIGHTON.stages
            for move in stage.moves
            if move.skips and "immediate_risk" in move.triggers
        }

        assert BRIGHTON.later_start is not None
        assert BRIGHTON.later_start.ground == "immediate_risk"
        assert skipping == {
            ("stage-1", "stage-3"),
            ("stage-1", "stage-4"),
            ("stage-2", "stage-4"),
        }

    def test_takes_a_policy_issue_to_stage_4_even_from_a_settled_case(self) -> None:
        found = {
            (stage.id, move.to_stage, move.from_settled)
            for stage in BRIGHTON.stages
            for move in stage.moves
            if "policy_issue" in move.triggers
        }

        assert found == {
            ("stage-1", "stage-4", True),
            ("stage-2", "stage-4", True),
            ("stage-3", "stage-4", True),
        }


class TestWhoIsCoveredAndWhoDecides:
    def test_only_wales_covers_adults(self) -> None:
        covering = [p.ref for p in POLICIES.values() if "adult" in p.subject_kinds]

        assert covering == ["wales-regional@1"]
        assert all("child" in policy.subject_kinds for policy in POLICIES.values())

    def test_three_documents_cover_differences_within_one_agency(self) -> None:
        covering = [p.ref for p in POLICIES.values() if "single_agency" in p.scopes]

        assert covering == [
            "sandhurst-lewisham@1",
            "brighton-hove@1",
            "wales-regional@1",
        ]

    def test_the_board_sees_the_case_from_the_stage_at_which_it_is_told(self) -> None:
        told = {
            p.ref: [s.id for s in p.stages if s.board_sees] for p in POLICIES.values()
        }

        assert told == {
            "sandhurst-lewisham@1": ["stage-2"],
            "bexley-shield@1": ["stage-3", "stage-4"],
            "worcestershire@1": ["stage-4"],
            "brighton-hove@1": [],
            "wales-regional@1": [],
        }

    def test_the_board_may_end_unresolved_only_where_it_sees_no_other_way(self) -> None:
        ending = [
            (policy.ref, stage.id)
            for policy in POLICIES.values()
            for stage in policy.stages
            if stage.ends_unresolved
        ]

        assert ending == [
            ("sandhurst-lewisham@1", "stage-2"),
            ("bexley-shield@1", "stage-4"),
            ("worcestershire@1", "stage-4"),
        ]

    def test_those_decide_to_whom_the_document_gives_the_power(self) -> None:
        deciding = {
            (policy.ref, stage.id): stage.decided_by
            for policy in POLICIES.values()
            for stage in policy.stages
            if stage.decided_by
        }

        assert deciding == {
            ("bexley-shield@1", "stage-4"): {"board"},
            ("worcestershire@1", "stage-4"): {"board"},
            ("wales-regional@1", "stage-3"): {"raising", "responding"},
        }

    def test_wales_counts_by_the_holidays_of_wales(self) -> None:
        assert [p.nation for p in POLICIES.values()] == ["ENG"] * 4 + ["WLS"]

    def test_only_the_school_dates_its_document(self) -> None:
        dated = {p.ref: p.in_force_from for p in POLICIES.values() if p.in_force_from}

        assert dated == {"sandhurst-lewisham@1": date(2017, 9, 1)}


class TestSilences:
    def test_of_the_school_keep_apart_what_was_never_seen(self) -> None:
        unseen = [s.about for s in SANDHURST.silences if s.kind == "not_seen"]

        assert "the steps between the first talks and the board" in unseen

    def test_of_brighton_say_that_stage_4_has_no_exit(self) -> None:
        said = [s.text for s in BRIGHTON.silences if s.kind == "not_said"]

        assert any("no exit from stage 4" in text for text in said)
