"""The policy format as a page to read, made from its JSON Schema.

`python -m dispute_core.policies.reference docs/policy-format.md` writes it.
"""

import sys
from collections.abc import Iterator, Mapping
from json import loads
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from dispute_core.policies.format import parts
from dispute_core.policies.schema import policy_schema

Schema = Mapping[str, Any]

HEAD = """# The policy format

Written by `make schemas` from `contracts/policy.schema.json`; do not edit.
Point your editor at that schema, and it checks a file while you type.
How a file comes about step by step stands in [Write your board's policy in an
hour](write-your-policy.md).

A policy file is YAML and reads aloud as the procedure.
A word that the format does not know is refused, with its line, what is wrong and how
to mend it.
Whatever need not stand may be left out; what the document does not say is left out, and
listed under `the_document_does_not_say`: nothing is ever filled in.
"""
TOP = "The file"
_WORDS = {
    parts.Text: "text",
    parts.Slug: "a name in small letters and hyphens",
    parts.Code: "a code in small letters and underscores",
    parts.Reference: "a name and a version, as in `my-board@1`",
    parts.Link: "a web address",
    parts.TimeSpan: "a span of time",
}


def reference() -> str:
    """The page as the text of its file."""
    return _Page(loads(policy_schema())).written()


class _Page:
    """A page with a section for each part of a policy file, in the order of use."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._parts: Mapping[str, Schema] = schema["$defs"]
        self._used = self._places()

    def written(self) -> str:
        sections = [_section(TOP, self._schema, "", self._rows(self._schema))]
        for name, part in ((name, self._parts[name]) for name in self._used):
            places = ", ".join(dict.fromkeys(place for _, place in self._used[name]))
            heading = ", ".join(f"`{field}`" for field in self._fields(name))
            stands = f"In {places}. "
            sections.append(_section(heading, part, stands, self._rows(part)))
        return "\n".join([HEAD, *sections])

    def _places(self) -> dict[str, list[tuple[str, str]]]:
        """The words under which each part stands, and in which other part."""
        found: dict[str, list[tuple[str, str]]] = {}
        waiting: list[tuple[Schema, str]] = [(self._schema, "the file")]
        while waiting:
            part, place = waiting.pop(0)
            for field, value in part["properties"].items():
                for name in _parts_of(value):
                    if name not in found:
                        waiting.append((self._parts[name], f"`{field}`"))
                    if (field, place) not in found.setdefault(name, []):
                        found[name].append((field, place))
        return found

    def _fields(self, name: str) -> list[str]:
        return list(dict.fromkeys(field for field, _ in self._used[name]))

    def _rows(self, part: Schema) -> list[str]:
        needed = part.get("required", [])
        return [
            f"| `{field}` | {self._told(value)} | {'yes' if field in needed else ''} |"
            for field, value in part["properties"].items()
        ]

    def _told(self, value: Schema) -> str:
        """What may stand under a word, what it means, and what holds without it."""
        inner = [one.get("description", "") for one in value.get("anyOf", ())]
        about = [value.get("description", ""), *inner]
        about += [self._parts[name]["description"] for name in _parts_of(value)]
        said = [f"{_capital(self._kind(value))}.", next(filter(None, about), "")]
        if value.get("default"):
            said.append(f"Left out, it is `{value['default']}`.")
        return " ".join(filter(None, said))

    def _object(self, value: Schema) -> str:
        if "properties" in value:
            return "a part of that name taken from another policy (`taken_from`)"
        return f"names, each with {self._kind(_of_each(value))}"

    def _kind(self, value: Schema) -> str:
        choices = [one for one in value.get("anyOf", ()) if one.get("type") != "null"]
        if choices:
            return " or ".join(self._kind(one) for one in choices)
        if "$ref" in value:
            fields = self._fields(value["$ref"].rpartition("/")[2])
            return f"[a part of its own](#{'-'.join(fields)})"
        if "enum" in value or "const" in value:
            words = value.get("enum", [value.get("const")])
            return ", ".join(f"`{word}`" for word in words)
        if value.get("type") == "array":
            return f"a list: {self._kind(value['items'])}"
        if value.get("type") == "object":
            return self._object(value)
        return _simple(value)


def _parts_of(value: Schema) -> Iterator[str]:
    """The parts that may stand under a word."""
    if "$ref" in value:
        yield value["$ref"].rpartition("/")[2]
    for inner in (*value.get("anyOf", ()), value.get("items", {})):
        yield from _parts_of(inner) if inner else ()


def _section(heading: str, part: Schema, stands: str, rows: list[str]) -> str:
    head = ["| Word | What stands there | Needed |", "| --- | --- | --- |"]
    about = f"{stands}{part['description']}"
    return "\n".join([f"## {heading}", "", about, "", *head, *rows, ""])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text[0] != "[" else f"[A{text[2:]}"


def _of_each(value: Schema) -> Schema:
    """What stands under each of the names that a file may choose."""
    each: Schema = value.get("additionalProperties") or {"type": "string"}
    return next(iter(value.get("patternProperties", {}).values()), each)


def _simple(value: Schema) -> str:
    if value["type"] == "boolean":
        return "`true` or `false`"
    if value["type"] == "integer":
        return f"a number from {value['minimum']} to {value['maximum']}"
    if value.get("format") == "date":
        return "a date, as in `2026-01-31`"
    return _patterns().get(value.get("pattern", ""), "text")


def _patterns() -> dict[str, str]:
    """The words for each form that text can have."""
    return {
        TypeAdapter[Any](kind).json_schema()["pattern"]: words
        for kind, words in _WORDS.items()
    }


def main(arguments: list[str]) -> None:
    """Write the page to the file that is named, or to the screen."""
    if arguments:
        Path(arguments[0]).write_text(reference(), encoding="utf-8")
    else:
        sys.stdout.write(reference())


if __name__ == "__main__":
    main(sys.argv[1:])
