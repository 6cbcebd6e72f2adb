"""What changed between two policy files, in words: nothing is left out."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispute_core.policies import shipped
from dispute_core.policies.differences import Difference, differences
from tests.support.made import MADE, made_policy

SHIPPED = {policy.ref: policy.content for policy in shipped()}
MADE_UP = {
    path.stem: made_policy(path.stem).content
    for path in sorted(MADE.glob("*.yaml"))
    if path.stem != "directory"
}
WORCESTERSHIRE = SHIPPED["worcestershire@1"]

Step = str | int


def leaves(value: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """The way to every value of a file that has no parts."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, (*path, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from leaves(part, (*path, number))
    else:
        yield path


def at(value: Any, path: tuple[Step, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def changed(content: Any, path: tuple[Step, ...], new: Any) -> Any:
    """The content with one leaf changed."""
    copy = deepcopy(content)
    at(copy, path[:-1])[path[-1]] = new
    return copy


EVERY_LEAF = [
    (ref, path) for ref, content in SHIPPED.items() for path in leaves(content)
]


def only(found: list[Difference]) -> Difference:
    assert len(found) == 1, [one.sentence for one in found]
    return found[0]


def worcestershire(**changes: Any) -> Any:
    """The first duty of stage 2 with other words."""
    copy = deepcopy(WORCESTERSHIRE)
    copy["stages"][1]["duties"][0].update(changes)
    return copy


OWN_NAMES = {
    *("stages", "duties", "also_to_do", "kinds_of_disagreement", "priorities"),
    *("prevention", "outside_routes", "ask_first", "do_first", "layers", "bodies"),
    *("readings", "the_document_does_not_say", "in_a_document_not_seen"),
}
"""The lists whose items carry a name or words of their own."""


def lists_of_named(value: Any, path: tuple[Step, ...] = ()) -> Iterator[Any]:
    """The way to every list of at least two items with their own names."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for step, part in inner:
        if step in OWN_NAMES and len(part) > 1:
            yield (*path, step)
        if isinstance(part, dict | list):
            yield from lists_of_named(part, (*path, step))


NAMED = {
    f"{ref} {' '.join(map(str, path))}": (content, path)
    for ref, content in {**SHIPPED, **MADE_UP}.items()
    for path in lists_of_named(content)
}


class TestAnItemOfAList:
    @pytest.mark.parametrize(("content", "path"), NAMED.values(), ids=NAMED)
    def test_that_is_gone_takes_no_other_with_it(
        self, content: Any, path: tuple[Step, ...]
    ) -> None:
        copy = deepcopy(content)
        del at(copy, path)[0]

        assert only(differences(content, copy)).change == "removed"


class TestNothingIsMissed:
    @pytest.mark.parametrize("ref", SHIPPED)
    def test_of_the_same_there_is_nothing_to_say(self, ref: str) -> None:
        assert differences(SHIPPED[ref], deepcopy(SHIPPED[ref])) == []

    @given(st.sampled_from(EVERY_LEAF), st.integers(0, 10**6))
    @settings(max_examples=150, deadline=None)
    def test_a_leaf_that_is_changed_shows_with_both_its_values(
        self, place: tuple[str, tuple[Step, ...]], number: int
    ) -> None:
        ref, path = place
        new = f"entirely other words {number}"
        old = at(SHIPPED[ref], path)

        found = differences(SHIPPED[ref], changed(SHIPPED[ref], path, new))

        assert any(new in str(one.now) and new in one.sentence for one in found)
        gone = " ".join(str(old).split()) if isinstance(old, str) else ""
        assert any(gone in str(one.was) for one in found)

    @given(st.sampled_from(EVERY_LEAF))
    @settings(max_examples=150, deadline=None)
    def test_a_leaf_that_is_gone_or_new_shows(
        self, place: tuple[str, tuple[Step, ...]]
    ) -> None:
        ref, path = place
        whole = SHIPPED[ref]
        less = deepcopy(whole)
        del at(less, path[:-1])[path[-1]]
        value = at(whole, path)
        words = " ".join(value.split()) if isinstance(value, str) else ""

        gone, new = differences(whole, less), differences(less, whole)

        assert any(words in str(one.was) for one in gone)
        assert any(words in str(one.now) for one in new)

    @given(st.sampled_from(sorted(SHIPPED)), st.sampled_from(sorted(SHIPPED)))
    @settings(max_examples=25, deadline=None)
    def test_between_any_two_every_leaf_of_either_that_differs_shows(
        self, one: str, other: str
    ) -> None:
        said = " ".join(
            f"{found.was} {found.now}"
            for found in differences(SHIPPED[one], SHIPPED[other])
        )
        kept = str(leaf_texts(SHIPPED[one]) & leaf_texts(SHIPPED[other]))

        for text in leaf_texts(SHIPPED[one]) ^ leaf_texts(SHIPPED[other]):
            assert text in said or text in kept

    def test_true_is_not_one_and_one_is_not_a_word(self) -> None:
        for old, new in ((True, 1), (1, "1"), (False, None), ("no", False)):
            assert only(differences({"a": old}, {"a": new})).change == "changed"

    def test_what_says_nothing_differs_from_what_is_not_said(self) -> None:
        assert only(differences({}, {"a": None})).change == "added"
        assert only(differences({"a": []}, {})).change == "removed"

    def test_another_order_shows(self) -> None:
        turned = deepcopy(WORCESTERSHIRE)
        turned["stages"][0]["check_backs"].reverse()

        found = only(differences(WORCESTERSHIRE, turned))

        assert found.change == "moved"
        assert found.stage == 1


def leaf_texts(content: Any) -> set[str]:
    found = (at(content, path) for path in leaves(content))
    return {" ".join(text.split()) for text in found if isinstance(text, str)}


class TestTheSentences:
    def test_tell_a_limit_as_people_would(self) -> None:
        found = only(
            differences(WORCESTERSHIRE, worcestershire(no_later_than="3 working days"))
        )

        assert found.path == "stages[stage 2].duties[discuss].no_later_than"
        assert (found.was, found.now) == ("2 working days", "3 working days")
        assert found.clause == "002 stage 2"
        assert found.sentence == (
            'Stage 2: "liaise as the respective managers to review the available '
            'information and resolve the disagreement if possible" is now due no later '
            "than 3 working days (was 2 working days), 002 stage 2."
        )

    def test_tell_a_weaker_word(self) -> None:
        found = only(differences(WORCESTERSHIRE, worcestershire(force="should")))

        assert 'is now said with the force of "should" (was "must")' in found.sentence

    def test_tell_a_duty_that_is_new_whole(self) -> None:
        new = deepcopy(WORCESTERSHIRE)
        duty = {**new["stages"][0]["duties"][0], "duty": "write", "text": "write it up"}
        new["stages"][0]["duties"].insert(0, duty)

        found = only(differences(WORCESTERSHIRE, new))

        assert found.sentence.startswith(
            'Stage 1: the duty "write it up" is new. It says: duty: write; '
        )

    def test_tell_a_stage_that_is_gone(self) -> None:
        less = deepcopy(WORCESTERSHIRE)
        del less["stages"][3]

        found = only(differences(WORCESTERSHIRE, less))

        assert found.sentence.startswith("Stage 4: this stage is gone.")
        assert found.stage == 4

    def test_tell_the_title(self) -> None:
        found = only(
            differences(WORCESTERSHIRE, {**WORCESTERSHIRE, "title": "Another title"})
        )

        assert found.sentence == (
            '"title" is now "Another title" (was "Escalation Policy: Resolution of '
            'Professional Disagreements").'
        )
        assert found.stage is None
