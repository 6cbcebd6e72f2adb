"""Finds what a trace names and nobody has: files, places, operations, tests, items."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.tracing.items import ROOT, Item

POLICIES = "services/dispute_core/policies"
CONTRACT = "contracts/openapi.yaml"
HOW_MANY = {"000": 16, "001": 13, "002": 34, "003": 22, "004": 20}
"""How many items each document has; none may be left out, and none invented."""


def faults(items: Sequence[Item], root: Path = ROOT) -> list[str]:
    """What is wrong with a trace, one sentence each."""
    return [*_missing(items), *(f for item in items for f in _faults(item, root))]


def _missing(items: Sequence[Item]) -> Iterator[str]:
    named = [item.item for item in items]
    wanted = [
        f"{document}-{number}"
        for document, last in HOW_MANY.items()
        for number in range(1, last + 1)
    ]
    yield from (f"{one} is not listed." for one in wanted if one not in named)
    yield from (f"{one} is no item." for one in named if one not in wanted)
    if len(named) != len(set(named)):
        yield "An item is listed twice."


def _faults(item: Item, root: Path) -> Iterator[str]:
    if not (item.rules or item.features or item.later):
        yield f"{item.item} names no place where it lives."
    if not (item.shown_by or item.later):
        yield f"{item.item} names no test that shows it."
    known = operations(root / CONTRACT)
    lost = [
        *(place for place in item.rules if not _rule_exists(place, root)),
        *(f"operation {name}" for name in item.features if name not in known),
        *(f"test {test}" for test in item.shown_by if not _test_exists(test, root)),
    ]
    yield from (f"{item.item}: there is no {name}." for name in lost)


def _rule_exists(place: str, root: Path) -> bool:
    return (root / POLICIES / place.partition(" > ")[0]).is_file() and bool(
        at(place, root)
    )


def at(place: str, root: Path = ROOT) -> list[Any]:
    """What stands in a policy file where words lead from its top; nothing without."""
    file, *steps = place.split(" > ")
    found = [policy(root / POLICIES / file)] if steps else []
    for step in steps:
        found = [inner for outer in found for inner in _inside(outer, step)]
    return found


def _inside(part: Any, step: str) -> Iterator[Any]:
    """What a word leads to: a key, or an element of a list by its first word."""
    if isinstance(part, dict):
        if step in part:
            yield part[step]
    elif isinstance(part, list):
        for element in part:
            first = (
                next(iter(element.values())) if isinstance(element, dict) else element
            )
            if str(first) == step:
                yield element
    elif isinstance(part, str | int | bool) and str(part) == step:
        yield part


def _test_exists(test: str, root: Path) -> bool:
    """Whether a file has the test of this name, in the class that is named with it."""
    file, *names = test.split("::")
    path = root / file
    if not path.is_file() or not names:
        return False
    body: Iterable[ast.stmt] = tree(path).body
    for name in names:
        inside = [one for one in body if getattr(one, "name", None) == name]
        if not inside:
            return False
        body = getattr(inside[0], "body", ())
    return names[-1].startswith("test_")


@cache
def policy(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def operations(path: Path) -> frozenset[str]:
    contract = yaml.safe_load(path.read_text(encoding="utf-8"))
    return frozenset(
        operation["operationId"]
        for item in contract["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict) and "operationId" in operation
    )
