"""Every field of a command in which people write freely, as the contract names them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

CONTRACT = Path(__file__).parents[2] / "contracts" / "openapi.yaml"
DISPUTES = "/v1/disputes"
TEXTS = frozenset(
    {
        *("Text", "OptionalText", "ShortText", "OptionalShortText"),
        *("LocalReference", "OptionalLocalReference"),
    }
)
LINES = frozenset({"Line", "OptionalLine"})
ELSEWHERE = frozenset({"emergency-access", "searches"})
"""Marked in tests of their own: no party writes there (rights, test_finding)."""
NO_NARRATIVE = frozenset({"role"})
"""Lines that are facts: who somebody is by office, never by name."""


def free_texts() -> set[str]:
    """Each as its path and its place in the body, such as "records: source.from"."""
    contract = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))
    return {
        f"{noun_of(path)}: {'.'.join(place)}"
        for path, item in contract["paths"].items()
        if path.startswith(DISPUTES) and "requestBody" in item.get("post", {})
        if noun_of(path) not in ELSEWHERE
        for place in _within(_body(item["post"]), contract)
    }


def written_in(path: str, body: Any, stem: str) -> set[str]:
    """The same of a body that was sent: where a mark with this stem stands in it."""
    return {f"{noun_of(path)}: {'.'.join(place)}" for place in _marked(body, stem)}


def noun_of(path: str) -> str:
    """The last word of a path: what is created there."""
    return path.removesuffix("/").rpartition("/")[2]


def _body(operation: Any) -> Any:
    return operation["requestBody"]["content"]["application/json"]["schema"]


def _within(node: Any, root: Any, name: str = "") -> Iterator[tuple[str, ...]]:
    if "$ref" in node:
        known = node["$ref"].rpartition("/")[2]
        if known in TEXTS or (known in LINES and name not in NO_NARRATIVE):
            yield ()
        else:
            yield from _within(root["components"]["schemas"][known], root, name)
        return
    for part in (*node.get("anyOf", ()), *node.get("allOf", ())):
        yield from _within(part, root, name)
    if "items" in node:
        yield from _within(node["items"], root, name)
    for field, inner in node.get("properties", {}).items():
        for place in _within(inner, root, field):
            yield (field, *place)


def _marked(body: Any, stem: str) -> Iterator[tuple[str, ...]]:
    if isinstance(body, str) and stem in body:
        yield ()
    elif isinstance(body, list):
        for inner in body:
            yield from _marked(inner, stem)
    elif isinstance(body, dict):
        for field, inner in body.items():
            for place in _marked(inner, stem):
                yield (field, *place)
