"""The table from the documents' items to the tests holds, and can fail."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.tracing.checking import HOW_MANY, faults
from tests.tracing.items import ROOT, TRACE, Item, read
from tests.tracing.table import summary, table

ITEMS = read(TRACE.read_text(encoding="utf-8"))
TEST = "tests/docs/test_trace.py::TestTheTrace::test_names_only_what_exists"


@dataclass(frozen=True)
class Fault:
    """One wrong word in an item that is right otherwise."""

    changed: dict[str, tuple[str, ...]]
    said: str


FAULTS = {
    "no such file": Fault({"rules": ("nowhere.yaml > stages",)}, "no nowhere.yaml"),
    "no such place": Fault(
        {"rules": ("worcestershire.yaml > stages > 1 > duties > dance",)}, "dance"
    ),
    "a file without a place": Fault(
        {"rules": ("worcestershire.yaml",)}, "no worcestershire.yaml"
    ),
    "no such operation": Fault({"features": ("danceTogether",)}, "danceTogether"),
    "no such test file": Fault({"shown_by": ("tests/nowhere.py::test_it",)}, "nowhere"),
    "no such test": Fault({"shown_by": (f"{TEST}_at_all",)}, "exists_at_all"),
    "a class and no test": Fault({"shown_by": (TEST.rpartition("::")[0],)}, "no test"),
    "nothing shown": Fault({"shown_by": ()}, "names no test"),
    "nowhere to live": Fault({"rules": (), "features": ()}, "names no place"),
}


class TestTheTrace:
    def test_names_only_what_exists(self) -> None:
        assert faults(ITEMS) == []

    def test_covers_every_item_of_every_document(self) -> None:
        assert len(ITEMS) == sum(HOW_MANY.values())

    def test_is_current_as_a_table(self) -> None:
        """If this fails: make trace."""
        assert (ROOT / "docs" / "trace.md").read_text("utf-8") == table(ITEMS)

    def test_says_last_how_many_items_are_shown(self) -> None:
        shown = sum(not item.later and bool(item.shown_by) for item in ITEMS)

        assert table(ITEMS).splitlines()[-1] == summary(ITEMS)
        assert summary(ITEMS) == f"{shown} of {len(ITEMS)} items shown"


class TestChecking:
    @pytest.mark.parametrize("name", FAULTS)
    def test_finds(self, name: str) -> None:
        right = Item(
            item="002-8",
            asks="A first stage of one working day",
            rules=("worcestershire.yaml > stages > 1",),
            shown_by=(TEST,),
        )
        wrong = Item.model_validate({**right.model_dump(), **FAULTS[name].changed})
        others = [item for item in ITEMS if item.item != "002-8"]

        found = faults([*others, wrong])

        assert faults([*others, right]) == []
        assert len(found) == 1
        assert "002-8" in found[0]
        assert FAULTS[name].said in found[0]

    def test_finds_an_item_left_out_listed_twice_or_invented(self) -> None:
        assert faults(ITEMS[1:]) == ["000-1 is not listed."]
        assert faults([*ITEMS, ITEMS[0]]) == ["An item is listed twice."]
        odd = ITEMS[0].model_copy(update={"item": "000-17"})
        assert faults([*ITEMS, odd]) == ["000-17 is no item."]

    def test_does_not_count_what_a_later_issue_builds(self) -> None:
        text = """
        items:
          - item: 000-1
            asks: something
            shown_by: [tests/a.py::test_b]
            later: {issue: C, what: the rest of it}
        """

        assert summary(read(text)) == "0 of 1 items shown"

    def test_takes_no_word_that_it_does_not_know(self) -> None:
        with pytest.raises(ValidationError):
            read("items: [{item: 000-1, asks: something, shown: true}]")

    def test_looks_in_the_folder_it_is_given(self, tmp_path: Path) -> None:
        (tmp_path / "contracts").mkdir()
        (tmp_path / "contracts" / "openapi.yaml").write_text("paths: {}")

        assert any("there is no" in fault for fault in faults(ITEMS, tmp_path))
