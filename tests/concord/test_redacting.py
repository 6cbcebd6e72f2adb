"""Marks take out what they name and nothing else, and one that meets nothing stops."""

from pathlib import Path

import pytest

from concord.errors import CannotGoOn
from concord.keeping.redacting import Mark, leaves, read_marks, redacted

SAID = {"by": {"name": "N. Neighbour"}, "heard": [{"name": "A"}, {"name": "B"}]}
EVENT = {"id": "one.1", "said": SAID}


def mark(field: str, event: str = "one.1") -> Mark:
    return Mark(event=event, field=field, reason="About somebody else.")


class TestAMark:
    def test_leaves_the_reason_in_the_place_of_what_was_said(self) -> None:
        (event,) = redacted([EVENT], [mark("by.name"), mark("heard.1.name")])

        taken = {"redacted": True, "reason": "About somebody else."}
        assert event["said"] == {
            "by": {"name": taken},
            "heard": [{"name": "A"}, {"name": taken}],
        }
        assert EVENT["said"] == SAID

    @pytest.mark.parametrize("one", [mark("by"), mark("nam"), mark("by.name", "two.1")])
    def test_that_meets_no_field_stops_everything(self, one: Mark) -> None:
        with pytest.raises(CannotGoOn, match="Mark 2 meets no field"):
            redacted([EVENT], [mark("by.name"), one])

    def test_is_named_by_the_path_of_its_field(self) -> None:
        assert dict(leaves(SAID)) == {
            "by.name": "N. Neighbour",
            "heard.0.name": "A",
            "heard.1.name": "B",
        }

    @pytest.mark.parametrize(
        "text",
        [
            "event: one.1",
            "- {event: one.1, field: by.name}",
            "- {event: one.1, field: by.name, reason: ' '}",
            "- {event: one.1, field: by.name, reason: r, also: canary}",
            "- canary",
            "{canary",
        ],
    )
    def test_that_says_too_little_is_refused_without_its_words(
        self, text: str, tmp_path: Path
    ) -> None:
        file = tmp_path / "marks.yaml"
        file.write_text(text)

        with pytest.raises(CannotGoOn) as caught:
            read_marks(file)

        assert "canary" not in str(caught.value)
