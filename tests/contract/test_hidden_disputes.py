"""A dispute that the caller may not see is answered as one that does not exist."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
import requests
from fastapi import FastAPI
from schemathesis.python.asgi import get_client

from dispute_api.issuer import DevelopmentIssuer
from tests.contract.desk import DISPUTE
from tests.contract.reading import Operation, contract, operations, resolved

HIDING = [operation for operation in operations() if operation.path.startswith(DISPUTE)]
NEVER_WAS = "0199e0c2-7b1e-7c55-8a43-5d6f0b6e2aff"
STRANGERS: dict[str, dict[str, str]] = {
    "an agency that is no party": {"partnership": "worcestershire", "agency": "police"},
    "an agency of elsewhere": {"partnership": "bexley", "agency": "school"},
    "a board not told yet": {"partnership": "worcestershire", "role": "board"},
    "an auditor of elsewhere": {"partnership": "lewisham", "role": "auditor"},
    "a monitor": {"partnership": "worcestershire", "role": "monitor"},
    "an administrator": {"partnership": "worcestershire", "role": "admin"},
}
NAMELESS = ("getMonitoringCopy", "a board not told yet")
"""A board counts what it may not see: of a dispute it gets the copy without names."""

ASKED = [
    pytest.param(operation, stranger, id=f"{operation.name}-{stranger}")
    for operation in HIDING
    for stranger in STRANGERS
    if (operation.name, stranger) != NAMELESS
]
OURS = {"x-request-id", "date"}
"""Headers that differ from answer to answer."""


@pytest.fixture(scope="module")
def http(app: FastAPI) -> Iterator[requests.Session]:
    with get_client(cast("Any", app)) as client:
        yield client


@pytest.fixture(scope="module")
def hidden(http: requests.Session, issuer: DevelopmentIssuer) -> str:
    """The id of a dispute between a school and social care."""
    token = issuer.mint("worcestershire", agency="school")
    body = contract()["components"]["examples"]["RaiseDispute"]["value"]
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "hidden"}
    answer = http.post("/v1/disputes", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def asked_by(
    http: requests.Session, token: str, operation: Operation, dispute: str
) -> requests.Response:
    """The operation as its example in the contract asks for it."""
    headers = {"Authorization": f"Bearer {token}"}
    parts: dict[str, Any] = {"headers": headers}
    if operation.body:
        media = operation.spec["requestBody"]["content"]["application/json"]
        parts["json"] = resolved(next(iter(media["examples"].values())))["value"]
        headers.update({"Idempotency-Key": dispute, "If-Match": '"1"'})
    where = operation.address(dispute_id=dispute)
    return http.request(operation.method, where, **parts)


class TestAHiddenDispute:
    @pytest.mark.parametrize(("operation", "stranger"), ASKED)
    def test_is_answered_as_one_that_never_was(
        self,
        http: requests.Session,
        issuer: DevelopmentIssuer,
        hidden: str,
        operation: Operation,
        stranger: str,
    ) -> None:
        claims = dict(STRANGERS[stranger])
        token = issuer.mint(claims.pop("partnership"), **cast("Any", claims))
        there = asked_by(http, token, operation, hidden)
        nowhere = asked_by(http, token, operation, NEVER_WAS)

        assert there.status_code == nowhere.status_code
        assert there.status_code in (403, 404)
        assert str(there.status_code) in operation.spec["responses"]
        assert {**there.json(), "instance": ""} == {**nowhere.json(), "instance": ""}
        assert {n: v for n, v in there.headers.items() if n.lower() not in OURS} == {
            n: v for n, v in nowhere.headers.items() if n.lower() not in OURS
        }

    def test_is_seen_by_its_parties(
        self, http: requests.Session, issuer: DevelopmentIssuer, hidden: str
    ) -> None:
        for agency in ("school", "social-care"):
            token = issuer.mint("worcestershire", agency=agency)
            read = next(one for one in HIDING if one.name == "getDispute")

            assert asked_by(http, token, read, hidden).status_code == 200
