"""The alert rules and the dashboard are PromQL, and each alert says what to do.

That every series in them exists is asked of running processes, in
tests/journeys/test_watched_over.py.
"""

import re
from pathlib import Path

import pytest

from tests.support.promql import FOLDER, Asked, alerts, expressions, panels

RUNBOOK = (Path(__file__).parents[2] / "docs" / "runbook.md").read_text()
SECTIONS = dict(
    re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", RUNBOOK, re.MULTILINE | re.DOTALL)
)
PARTS = ("Meaning", "Look at", "Do", "Safe to wait")


class TestTheRunbook:
    def test_has_a_section_for_each_alert_and_for_nothing_else(self) -> None:
        assert list(SECTIONS) == [rule["alert"] for rule in alerts()]

    @pytest.mark.parametrize("rule", alerts(), ids=lambda rule: str(rule["alert"]))
    def test_says_what_an_alert_means_and_what_to_do(
        self, rule: dict[str, dict[str, str]]
    ) -> None:
        section = SECTIONS[str(rule["alert"])]
        assert re.findall(r"^\*\*([\w ]+)\.\*\* \S", section, re.MULTILINE) == list(
            PARTS
        )
        assert rule["annotations"]["summary"] in section
        assert rule["labels"]["severity"] in {"page", "ticket"}
        anchor = str(rule["alert"]).lower()
        assert rule["annotations"]["runbook"] == f"docs/runbook.md#{anchor}"


class TestAnExpression:
    @pytest.mark.parametrize("expression", expressions())
    def test_is_promql_that_asks_for_our_series(self, expression: str) -> None:
        asked = Asked()

        asked.read(expression)

        assert asked.series
        assert all(name.startswith("concord_") for name, _ in asked.series)

    def test_with_a_mistake_is_found(self) -> None:
        with pytest.raises(ValueError, match=r"unclosed|unexpected|expected"):
            Asked().read("sum(rate(concord_appends_total[5m])")


class TestTheDashboard:
    def test_lies_on_its_grid_without_one_panel_over_another(self) -> None:
        places = [(it["gridPos"]["x"], it["gridPos"]["y"]) for it in panels()]
        assert len(places) == len(set(places))
        assert len({it["id"] for it in panels()}) == len(places)

    def test_names_no_data_source_of_ours(self) -> None:
        assert {it["datasource"]["uid"] for it in panels()} == {"${source}"}
        assert "localhost" not in (FOLDER / "dashboard.json").read_text()
