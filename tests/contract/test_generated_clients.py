"""What generators of clients need of the contract, so that what they make reads well.

`make clients` generates some and drives them; here are the causes of what broke.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.reading import contract, operations, resolved

Json = dict[str, Any]

SHAPES = ("properties", "additionalProperties")
UNKNOWN_TO_GENERATORS = ("prefixItems", "patternProperties", "if", "not", "allOf")


def parts(node: Any, place: str) -> Iterator[tuple[str, Json]]:
    """Every schema below a node, with its place; what references name is elsewhere."""
    if isinstance(node, dict):
        yield place, node
        for name, below in node.items():
            if name not in {"example", "examples"}:
                yield from parts(below, f"{place}/{name}")
    elif isinstance(node, list):
        for below in node:
            yield from parts(below, place)


def schemas() -> dict[str, Json]:
    found: dict[str, Json] = contract()["components"]["schemas"]
    return found


def reached(node: Any, name: str, known: set[str]) -> Iterator[tuple[str, Json]]:
    """Every schema that an answer can hold, references followed once each."""
    for place, part in parts(node, name):
        yield place, part
        reference = part.get("$ref")
        if isinstance(reference, str) and reference not in known:
            known.add(reference)
            named = reference.rpartition("/")[2]
            yield from reached(resolved(part), named, known)


def answered() -> Iterator[tuple[str, Json]]:
    known: set[str] = set()
    for operation in operations():
        for answer in operation.spec["responses"].values():
            content = resolved(answer).get("content", {})
            for body in content.values():
                yield from reached(body["schema"], operation.name, known)


class TestAnswers:
    def test_hold_no_closed_list_of_words(self) -> None:
        """A strict client breaks at a word that it does not know."""
        closed = {place for place, part in answered() if len(part.get("enum", "1")) > 1}

        assert closed == set()

    def test_would_be_seen_to_hold_one(self) -> None:
        held = {place.partition("/")[0] for place, part in answered()}

        assert {"Dispute", "Notice", "Problem", "KnownStatus"} <= held


class TestSchemas:
    def test_of_objects_have_a_name_of_their_own(self) -> None:
        """For others a generator makes up names such as `ItemsItemType1`."""
        nameless = [
            place
            for name, schema in schemas().items()
            for place, part in parts(schema, name)
            if place != name
            and not place.endswith("/properties")
            and (part.get("type") == "object" or "oneOf" in part)
        ]

        assert nameless == []

    def test_that_may_be_null_say_so_beside_a_name(self) -> None:
        nullable = [
            place
            for name, schema in schemas().items()
            for place, part in parts(schema, name)
            if isinstance(part.get("type"), list)
            and ("object" in part["type"] or "enum" in part)
        ]

        assert nullable == []

    def test_have_one_type_beside_null(self) -> None:
        several = [
            place
            for name, schema in schemas().items()
            for place, part in parts(schema, name)
            if isinstance(part.get("type"), list)
            and len(set(part["type"]) - {"null"}) > 1
        ]

        assert several == []

    @pytest.mark.parametrize("word", UNKNOWN_TO_GENERATORS)
    def test_do_without_what_generators_do_not_know(self, word: str) -> None:
        using = [
            place
            for name, schema in schemas().items()
            for place, part in parts(schema, name)
            if word in part and not place.endswith("/properties")
        ]

        assert using == []


class TestUnions:
    def test_are_told_apart_by_one_field_with_one_word_each(self) -> None:
        unions = {name: one for name, one in schemas().items() if "oneOf" in one}
        assert unions
        for name, union in unions.items():
            told = union["discriminator"]
            mapped = {
                word: reference.rpartition("/")[2]
                for word, reference in told["mapping"].items()
            }
            words = {
                variant: _only_word(schemas()[variant], told["propertyName"])
                for variant in (
                    one["$ref"].rpartition("/")[2] for one in union["oneOf"]
                )
            }

            assert {variant: word for word, variant in mapped.items()} == words, name


class TestOperations:
    def test_have_one_tag_each(self) -> None:
        assert {o.name for o in operations() if len(o.spec["tags"]) != 1} == set()

    def test_share_no_tag_with_what_the_service_sends(self) -> None:
        """A generator would leave out every operation beside a webhook's."""
        sent = {
            tag
            for item in contract()["webhooks"].values()
            for operation in item.values()
            for tag in operation["tags"]
        }

        assert sent == {"webhook-messages"}
        assert sent.isdisjoint({tag for o in operations() for tag in o.spec["tags"]})

    def test_that_never_end_have_a_tag_to_be_left_out_by(self) -> None:
        endless = {
            operation.name: operation.spec["tags"]
            for operation in operations()
            for answer in operation.spec["responses"].values()
            if "text/event-stream" in resolved(answer).get("content", {})
        }

        assert endless == {"streamEventFeed": ["stream"]}


def _only_word(variant: Json, field: str) -> str:
    """The one word that a field of a variant may have, which must be there."""
    assert field in variant["required"]
    spec = variant["properties"][field]
    words = spec.get("enum", [spec.get("const")])
    assert len(words) == 1
    return str(words[0])
