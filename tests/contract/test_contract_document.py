"""Keeps the contract's promises to its readers: names, refusals and examples hold."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_spec_validator import validate

from dispute_api.layers.deprecated import Deprecation, deprecations
from tests.contract.promised import ENUMS, FIELDS, OPERATIONS
from tests.contract.reading import contract

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


@pytest.fixture(scope="module", name="contract")
def contract_read() -> dict[str, Any]:
    return contract()


def resolved(contract: dict[str, Any], node: Any) -> Any:
    """Follow a reference within the contract to what it names."""
    while isinstance(node, dict) and "$ref" in node:
        found: Any = contract
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def operations(contract: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in contract["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation


def contents(contract: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every body of every operation, each with a name for the failure message."""
    for _, _, operation in operations(contract):
        name = operation["operationId"]
        for media in operation.get("requestBody", {}).get("content", {}).values():
            yield f"{name} request", media
        for status, response in operation["responses"].items():
            content = resolved(contract, response).get("content", {})
            for media in content.values():
                yield f"{name} {status}", media


def problem_examples(contract: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        example["value"]
        for response in contract["components"]["responses"].values()
        for example in response["content"]["application/problem+json"][
            "examples"
        ].values()
    ]


def faults(contract: dict[str, Any], schema: dict[str, Any], value: Any) -> list[str]:
    """Where a value does not follow a schema of the contract."""
    whole = {**schema, "components": contract["components"]}
    checker = OAS31Validator(whole, format_checker=oas31_format_checker)
    return [f"{e.json_path}: {e.message}" for e in checker.iter_errors(value)]


class TestTheContract:
    def test_is_openapi(self, contract: dict[str, Any]) -> None:
        validate(contract)

    def test_has_every_fixed_operation_where_others_expect_it(
        self, contract: dict[str, Any]
    ) -> None:
        found = {
            operation["operationId"]: (method, path)
            for path, method, operation in operations(contract)
        }

        assert {name: found.get(name) for name in OPERATIONS} == OPERATIONS

    def test_has_no_operation_under_v1_that_is_not_fixed_here(
        self, contract: dict[str, Any]
    ) -> None:
        found = {
            operation["operationId"]
            for path, _, operation in operations(contract)
            if path.startswith("/v1/")
        }

        assert found == set(OPERATIONS)

    def test_names_stay_apart_when_case_and_underscores_are_lost(
        self, contract: dict[str, Any]
    ) -> None:
        operation_ids = [o["operationId"] for _, _, o in operations(contract)]
        for names in (operation_ids, list(contract["components"]["schemas"])):
            plain = Counter(name.lower().replace("_", "") for name in names)

            assert [name for name, times in plain.items() if times > 1] == []

    @pytest.mark.parametrize("name", FIELDS)
    def test_keeps_the_fixed_fields(self, contract: dict[str, Any], name: str) -> None:
        schema = contract["components"]["schemas"][name]

        assert set(FIELDS[name].split()) - set(schema["properties"]) == set()

    @pytest.mark.parametrize("name", ENUMS)
    def test_keeps_the_fixed_words(self, contract: dict[str, Any], name: str) -> None:
        assert contract["components"]["schemas"][name]["enum"] == ENUMS[name].split()

    def test_requires_nothing_that_it_does_not_describe(
        self, contract: dict[str, Any]
    ) -> None:
        strays = {
            name: set(schema.get("required", ())) - set(schema.get("properties", ()))
            for name, schema in contract["components"]["schemas"].items()
        }

        assert {name for name, stray in strays.items() if stray} == set()

    def test_says_of_a_refused_command_what_else_is_open(
        self, contract: dict[str, Any]
    ) -> None:
        known = {o["operationId"] for _, _, o in operations(contract)}
        named = {
            name
            for _, media in contents(contract)
            for example in media.get("examples", {}).values()
            for value in [resolved(contract, example)["value"]]
            if isinstance(value, dict)
            for name in value.get("allowed", ())
        }

        assert named
        assert named - known == set()

    def test_links_lead_to_operations_with_the_parameters_they_fill(
        self, contract: dict[str, Any]
    ) -> None:
        taken = {
            o["operationId"]: {
                "{in}.{name}".format(**resolved(contract, parameter))
                for parameter in (
                    *o.get("parameters", ()),
                    *contract["paths"][path].get("parameters", ()),
                )
            }
            for path, _, o in operations(contract)
        }
        for link in contract["components"]["links"].values():
            assert set(link["parameters"]) - taken[link["operationId"]] == set()


class TestExamples:
    def test_follow_their_schemas(self, contract: dict[str, Any]) -> None:
        seen = 0
        for name, media in contents(contract):
            for title, example in media["examples"].items():
                value = resolved(contract, example)["value"]

                assert faults(contract, media["schema"], value) == [], (name, title)
                seen += 1
        assert seen > len(OPERATIONS)

    def test_of_parameters_and_headers_follow_their_schemas(
        self, contract: dict[str, Any]
    ) -> None:
        parts = contract["components"]
        for part in (*parts["parameters"].values(), *parts["headers"].values()):
            if "example" in part:
                assert faults(contract, part["schema"], part["example"]) == []

    def test_of_words_follow_their_schemas(self, contract: dict[str, Any]) -> None:
        for name, schema in contract["components"]["schemas"].items():
            for value in schema.get("examples", ()):
                assert faults(contract, schema, value) == [], name

    def test_that_break_a_rule_would_be_found(self, contract: dict[str, Any]) -> None:
        media = contract["paths"]["/v1/disputes"]["post"]["requestBody"]["content"]
        schema = media["application/json"]["schema"]
        example = contract["components"]["examples"]["RaiseDispute"]["value"]
        blank = {**example["difference"], "disputed": "  "}

        assert faults(contract, schema, example) == []
        assert faults(contract, schema, {**example, "urgent": True})
        assert faults(contract, schema, {**example, "difference": blank})
        assert faults(
            contract, schema, {**example, "raised_at": "2026-13-01T00:00:00Z"}
        )


class TestProblems:
    def test_are_listed_once(self, contract: dict[str, Any]) -> None:
        codes = [problem["code"] for problem in contract["x-problem-types"]]

        assert len(codes) == len(set(codes))

    def test_of_the_examples_are_those_of_the_list(
        self, contract: dict[str, Any]
    ) -> None:
        listed = {p["code"]: p for p in contract["x-problem-types"]}
        for shown in problem_examples(contract):
            listing = listed[shown["code"]]

            assert shown["type"].endswith(f"/problems/{shown['code']}")
            assert shown["title"] == listing["title"]
            assert shown["status"] == listing["status"]

    def test_that_commands_name_are_refusals_of_the_list(
        self, contract: dict[str, Any]
    ) -> None:
        listed = {p["code"]: p["status"] for p in contract["x-problem-types"]}
        named = {
            code: listed.get(code)
            for _, _, operation in operations(contract)
            for code in operation.get("x-refusals", ())
        }

        assert set(named.values()) == {409}

    def test_have_a_status_that_some_operation_answers(
        self, contract: dict[str, Any]
    ) -> None:
        answered = {
            status for _, _, o in operations(contract) for status in o["responses"]
        }
        unrouted = {"405", "431", "500"}
        statuses = {str(p["status"]) for p in contract["x-problem-types"]}

        assert statuses - answered == unrouted


def too_soon(found: Iterable[Deprecation]) -> list[Deprecation]:
    """What goes within a year of being deprecated; docs/api-versions.md forbids it."""
    year = timedelta(days=365)
    return [one for one in found if one.goes_at and one.goes_at < one.since + year]


class TestDeprecations:
    def test_leave_everybody_a_year(self, contract: dict[str, Any]) -> None:
        for _, _, operation in operations(contract):
            assert too_soon(deprecations(operation, contract)) == []

    def test_that_do_not_would_be_found(self) -> None:
        marks = {"x-deprecated-at": "2027-01-31", "x-sunset-at": "2027-12-31"}

        assert too_soon(deprecations({"deprecated": True, **marks}, {}))
