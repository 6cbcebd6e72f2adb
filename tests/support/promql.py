"""The expressions of the alert rules and the dashboard, and what they ask for."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import yaml

FOLDER = Path(__file__).parents[2] / "deploy" / "observability"


def alerts() -> list[dict[str, Any]]:
    rules = yaml.safe_load((FOLDER / "alerts.yaml").read_text())
    return [rule for group in rules["groups"] for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    board = json.loads((FOLDER / "dashboard.json").read_text())
    return [panel for panel in board["panels"] if panel["type"] != "row"]


def expressions() -> list[str]:
    of_panels = [it["expr"] for panel in panels() for it in panel["targets"]]
    return [*(rule["expr"] for rule in alerts()), *of_panels]


class Asked:
    """The series that an expression selects, each with the labels that it names."""

    def __init__(self) -> None:
        self.series: list[tuple[str, set[str]]] = []

    def read(self, expression: str) -> None:
        """Raises `ValueError` where it is no PromQL."""
        for selector in _selectors(promql_parser.parse(expression)):
            labels = {matcher.name for matcher in selector.matchers.matchers}
            self.series.append((selector.name, labels))


def _selectors(node: Any) -> Iterator[Any]:
    match node:
        case promql_parser.VectorSelector():
            yield node
        case promql_parser.MatrixSelector():
            yield node.vector_selector
        case promql_parser.BinaryExpr():
            yield from _selectors(node.lhs)
            yield from _selectors(node.rhs)
        case promql_parser.Call():
            for argument in node.args:
                yield from _selectors(argument)
        case promql_parser.AggregateExpr() | promql_parser.ParenExpr():
            yield from _selectors(node.expr)
        case promql_parser.NumberLiteral():
            return
        case _:
            message = f"no test reads {type(node).__name__}"
            raise ValueError(message)
