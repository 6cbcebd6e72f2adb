"""What a body may look like, in one form for the contract and for pydantic's models."""

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]

LIMITS = ("minLength", "maxLength", "pattern", "minimum", "maximum")
LIST_LIMITS = ("minItems", "maxItems")
MOMENTS = ("date-time", "date")
"""Read by the application with a form of its own, which the campaign tries out."""


def shape(node: Json, root: Json) -> Any:
    """Fields, types, limits and words; titles, descriptions and examples left out."""
    found = _followed(node, root)
    plain, nullable = _without_null(found, root)
    looks = _looks(plain, root)
    return {"or null": looks} if nullable else looks


def _looks(node: Json, root: Json) -> Any:
    if "enum" in node or "const" in node:
        return sorted(node.get("enum", [node.get("const")]))
    if node.get("type") == "object":
        return {
            "closed": node.get("additionalProperties") is False,
            "required": sorted(node.get("required", ())),
            "fields": {
                name: shape(field, root) for name, field in node["properties"].items()
            },
        }
    if node.get("type") == "array":
        limits = {limit: node[limit] for limit in LIST_LIMITS if limit in node}
        return {"list of": shape(node["items"], root), **limits}
    if node.get("format") in MOMENTS:
        return node["format"]
    limits = {limit: node[limit] for limit in LIMITS if limit in node}
    return {"type": node["type"], **limits}


def _without_null(node: Json, root: Json) -> tuple[Json, bool]:
    if "anyOf" in node:
        others = [one for one in node["anyOf"] if one.get("type") != "null"]
        assert len(others) == 1, node
        return _followed(others[0], root), len(others) < len(node["anyOf"])
    if isinstance(node.get("type"), list):
        kinds = [kind for kind in node["type"] if kind != "null"]
        return {**node, "type": kinds[0]}, "null" in node["type"]
    return node, False


def _followed(node: Json, root: Json) -> Json:
    while "$ref" in node:
        found: Any = root
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node
