"""Holds the running application to the contract, neither more nor less."""

import inspect
from collections.abc import Iterator
from typing import Any, cast

import pytest
import requests
from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel
from schemathesis.python.asgi import get_client

from dispute_api.refusals.problem_pages import explanations
from dispute_api.refusals.problems import TYPES
from dispute_api.settings import Settings
from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.contract.admitted import ROLES, role_for
from tests.contract.examples import EXAMPLES, makes, meets
from tests.contract.reading import CONTRACT, Operation, contract, operations
from tests.contract.shapes import shape
from tests.contract.trials import trials

SECURED = [operation for operation in operations() if operation.secured]
OPEN = [operation for operation in operations() if not operation.secured]
READINGS = [operation for operation in operations() if operation.method == "GET"]
WITH_BODIES = [operation for operation in operations() if operation.body]
WITH_PARAMETERS = [
    operation
    for operation in operations()
    if operation.of_place("query") or operation.of_place("header")
]
OTHER_METHODS = ("GET", "PUT", "POST", "DELETE", "PATCH", "TRACE", "OPTIONS")


def name_of(operation: Operation) -> str:
    return operation.name


@pytest.fixture(scope="module")
def http(app: FastAPI) -> Iterator[requests.Session]:
    with get_client(cast("Any", app)) as client:
        yield client


@pytest.fixture(scope="module")
def tokens(issuer: DevelopmentIssuer) -> dict[str, str]:
    """Authorization headers: of a practitioner, and of others by their role."""
    minted: dict[str, str] = {
        role: f"Bearer {issuer.mint('worcestershire', role=role)}" for role in ROLES[1:]
    }
    school = issuer.mint("worcestershire", agency="school")
    return {"practitioner": f"Bearer {school}", **minted}


@pytest.fixture(scope="module", autouse=True)
def known(http: requests.Session, tokens: dict[str, str]) -> None:
    """What the examples of addresses then name: a feed, a concern, a webhook."""
    makes(http, tokens["practitioner"])


@pytest.fixture(scope="module")
def dispute(http: requests.Session, tokens: dict[str, str]) -> str:
    """The id of a dispute that the practitioner sees, with a meeting."""
    example = contract()["components"]["examples"]["RaiseDispute"]["value"]
    answer = http.post(
        "/v1/disputes",
        json=example,
        headers={"Authorization": tokens["practitioner"], "Idempotency-Key": "first"},
    )
    assert answer.status_code == 201, answer.text
    raised = answer.json()
    meets(http, tokens["practitioner"], raised)
    EXAMPLES["event_id"] = f"{raised['id']}.1"
    return str(raised["id"])


def address(operation: Operation, dispute: str) -> str:
    return operation.address(dispute_id=dispute, **EXAMPLES)


def routes(app: FastAPI) -> Iterator[APIRoute]:
    for route in app.routes:
        if isinstance(route, APIRoute) and route.include_in_schema:
            yield route


def model_of(route: APIRoute) -> type[BaseModel]:
    """The model that a route, or the dependency that it reads with, holds bodies to."""
    calls = [dependency.call for dependency in route.dependant.dependencies]
    named: list[Any] = list(inspect.getclosurevars(route.endpoint).globals.values())
    for call in calls:
        if inspect.isfunction(call):
            named.extend(inspect.getclosurevars(call).nonlocals.values())
    models = [one for one in named if isinstance(one, type)]
    return next(model for model in models if issubclass(model, BaseModel))


class TestRoutes:
    def test_are_those_of_the_contract(self, app: FastAPI) -> None:
        served = {
            (route.operation_id, method, route.path)
            for route in routes(app)
            for method in route.methods or ()
        }

        assert served == {(o.name, o.method, o.path) for o in operations()}

    def test_succeed_with_the_status_of_the_contract(self, app: FastAPI) -> None:
        promised = {
            o.name: int(next(s for s in o.spec["responses"] if s.startswith("2")))
            for o in operations()
        }
        served = {r.operation_id: r.status_code or 200 for r in routes(app)}

        assert served == promised

    @pytest.mark.parametrize("operation", SECURED, ids=name_of)
    def test_ask_for_a_token(
        self, http: requests.Session, operation: Operation
    ) -> None:
        answer = http.request(operation.method, address(operation, "any"))

        assert answer.status_code == 401
        assert answer.json()["code"] == "unauthenticated"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")

    @pytest.mark.parametrize("operation", OPEN, ids=name_of)
    def test_open_to_all_answer_anyone(
        self, http: requests.Session, operation: Operation
    ) -> None:
        answer = http.request(operation.method, address(operation, "any"))

        promised = operation.spec["responses"]["200"]["content"]
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].partition(";")[0] in promised

    @pytest.mark.parametrize("operation", READINGS, ids=name_of)
    def test_answer_head_as_they_answer_get(
        self,
        http: requests.Session,
        tokens: dict[str, str],
        dispute: str,
        operation: Operation,
    ) -> None:
        headers = {"Authorization": tokens[role_for(operation.name)]}
        where = address(operation, dispute)
        whole = http.get(where, headers=headers)
        head = http.head(where, headers=headers)

        assert (whole.status_code, head.status_code) == (200, 200)
        assert head.content == b""
        for name in ("Content-Type", "ETag", "Cache-Control"):
            assert head.headers.get(name) == whole.headers.get(name)

    @pytest.mark.parametrize("path", contract()["paths"])
    def test_refuse_every_other_method_and_say_which_they_take(
        self, http: requests.Session, path: str
    ) -> None:
        there = [one for one in operations() if one.path == path]
        taken = {one.method for one in there}
        where = address(there[0], "any")
        for method in set(OTHER_METHODS) - taken:
            answer = http.request(method, where)

            assert answer.status_code == 405, method
            assert answer.json()["code"] == "method-not-allowed"
            allow = set(answer.headers["Allow"].replace(" ", "").split(","))
            assert allow == taken | ({"HEAD"} if "GET" in taken else set())

    def test_are_all_there_are(self, http: requests.Session) -> None:
        for where in ("/", "/v1", "/v1/disputes/", "/v2/disputes", "/openapi.json"):
            answer = http.get(where)

            assert answer.status_code == 404
            assert answer.json()["code"] == "route-not-found"


class TestBodies:
    @pytest.mark.parametrize("operation", WITH_BODIES, ids=name_of)
    def test_are_read_as_the_contract_describes_them(
        self, app: FastAPI, operation: Operation
    ) -> None:
        route = next(r for r in routes(app) if r.operation_id == operation.name)
        model = model_of(route)
        read = model.model_json_schema(by_alias=True)
        promised = contract()["components"]["schemas"][operation.body]

        assert model.__name__ == operation.body
        assert shape(read, read) == shape(promised, contract())


class TestParameters:
    @pytest.mark.parametrize("operation", WITH_PARAMETERS, ids=name_of)
    def test_are_taken_and_refused_as_the_contract_says(
        self,
        http: requests.Session,
        tokens: dict[str, str],
        dispute: str,
        operation: Operation,
    ) -> None:
        where, token = address(operation, dispute), tokens[role_for(operation.name)]
        tried = list(trials(operation))
        wrong = {
            str(trial)
            for trial in tried
            if trial.named_in(trial.send(http, where, token)) != trial.refused
        }

        assert tried
        assert wrong == set()


class TestProblems:
    def test_of_the_code_are_those_of_the_contract(self) -> None:
        ours = {code: (kind.status, kind.title) for code, kind in TYPES.items()}

        assert ours == {
            listed["code"]: (listed["status"], listed["title"])
            for listed in contract()["x-problem-types"]
        }

    @pytest.mark.parametrize("listed", contract()["x-problem-types"], ids=str)
    def test_have_a_page_each(
        self, http: requests.Session, listed: dict[str, Any]
    ) -> None:
        page = http.get(f"/problems/{listed['code']}")

        assert page.status_code == 200
        assert listed["title"] in page.text

    def test_have_words_of_their_own_and_nothing_else_has(self) -> None:
        assert explanations().keys() == TYPES.keys()

    def test_have_no_other_pages(self, http: requests.Session) -> None:
        assert http.get("/problems/never-heard-of").status_code == 404


class TestTheDocument:
    def test_is_served_as_it_is_kept(
        self, http: requests.Session, settings: Settings
    ) -> None:
        assert settings.contract() == CONTRACT.read_bytes()
        assert http.get("/openapi.yaml").content == CONTRACT.read_bytes()
