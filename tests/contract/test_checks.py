"""Shows that our own checks find what they look for."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from schemathesis.core.transport import Response

from tests.contract.checks import (
    echoes,
    good_tokens_are_taken,
    nobody_is_too_quick,
    nothing_fails_inside,
    problems_repeat_nothing,
    refusals_are_problems,
)
from tests.contract.strangers import NOBODY_S, Strangers
from tests.contract.who import Who

SENT: Any = {
    "difference": {"disputed": "Zebediah Quillfeather"},
    "urgent\u2019ly": 8314627,
}
TOKEN = f"Bearer eyJhbGciOiJFUzI1NiJ9.{'a' * 60}.{'b' * 80}"
NOBODY: Any = None
"""The checks look at the answer alone."""


def a_problem(**changes: Any) -> dict[str, Any]:
    return {
        "type": "https://concord.example/problems/invalid-request",
        "title": "The request does not fit",
        "status": 422,
        "detail": "One field needs attention.",
        "instance": "urn:uuid:5b0b7b52-7a43-4d4e-b3f5-6d1d9b7d9a11",
        "code": "invalid-request",
        **changes,
    }


def an_answer(
    problem: dict[str, Any],
    *,
    status: int = 422,
    kind: str = "application/problem+json",
    path: str = "/v1/disputes?category=quarrelsome",
) -> Response:
    request = requests.Request(
        "POST",
        f"http://concord.test{path}",
        json=SENT,
        headers={"Authorization": TOKEN, "Idempotency-Key": "grandmother-clock"},
    ).prepare()
    return Response(
        status_code=status,
        headers={"content-type": [kind]},
        content=json.dumps(problem).encode(),
        request=request,
        elapsed=0.0,
        verify=False,
    )


class TestEchoes:
    @pytest.mark.parametrize(
        "word",
        [
            "Zebediah Quillfeather",
            "urgent\u2019ly",
            "8314627",
            "quarrelsome",
            "grandmother-clock",
            TOKEN,
        ],
    )
    def test_are_found_wherever_they_were_sent(self, word: str) -> None:
        answer = an_answer(a_problem(detail=f"We do not like {word}."))

        assert word.lower() in echoes(answer)
        with pytest.raises(AssertionError):
            problems_repeat_nothing(NOBODY, answer, NOBODY)

    def test_are_found_deep_in_the_problem(self) -> None:
        flaw = {"code": "wrong", "detail": "No.", "pointer": "/x/quarrelsome"}

        assert echoes(an_answer(a_problem(errors=[flaw]))) == ["quarrelsome"]

    def test_are_not_seen_in_words_of_the_contract(self) -> None:
        answer = an_answer(a_problem(), path="/v1/disputes?category=attention")

        assert echoes(answer) == []


class TestRefusals:
    def test_that_are_problems_of_the_list_pass(self) -> None:
        refusals_are_problems(NOBODY, an_answer(a_problem()), NOBODY)

    @pytest.mark.parametrize(
        "answer",
        [
            an_answer(a_problem(), kind="application/json"),
            an_answer(a_problem(), status=400),
            an_answer(a_problem(title="Something else")),
            an_answer(a_problem(type="https://concord.example/problems/wrong-stage")),
            an_answer(a_problem(instance="7")),
            an_answer({"detail": "Not Found"}, status=404),
        ],
        ids=["media type", "status", "title", "type", "instance", "no problem"],
    )
    def test_of_any_other_form_are_found(self, answer: Response) -> None:
        with pytest.raises((AssertionError, KeyError)):
            refusals_are_problems(NOBODY, answer, NOBODY)

    def test_of_good_tokens_are_found(self) -> None:
        with pytest.raises(AssertionError):
            good_tokens_are_taken(NOBODY, an_answer(a_problem(), status=401), NOBODY)


class TestFailures:
    def test_inside_the_service_are_found(self) -> None:
        with pytest.raises(AssertionError):
            nothing_fails_inside(NOBODY, an_answer(a_problem(), status=503), NOBODY)

    def test_by_limits_of_rates_are_found(self) -> None:
        with pytest.raises(AssertionError):
            nobody_is_too_quick(NOBODY, an_answer(a_problem(), status=429), NOBODY)


OURS, THEIRS = "our-dispute", "their-dispute"


def asked_of(answers: Callable[[str, str], Response]) -> Any:
    """A case of ours whose operation answers each agency as is told."""

    def again(*, path_parameters: Any, headers: Any, **_: Any) -> Any:
        who, thing = headers["Authorization"], path_parameters["dispute_id"]
        return SimpleNamespace(call=lambda: answers(who, thing))

    return SimpleNamespace(
        path_parameters={"dispute_id": OURS},
        headers={"Idempotency-Key": "one"},
        query={},
        body={},
        media_type="application/json",
        operation=SimpleNamespace(Case=again),
    )


class TestStrangers:
    @pytest.fixture
    def strangers(self) -> Strangers:
        desk: Any = SimpleNamespace(
            raiser=Who(token="we", agency="school"),
            stranger=Who(token="they", agency="probation"),
            new_key=str,
        )
        return Strangers(desk, {"dispute_id": THEIRS})

    @staticmethod
    def nothing(_: str, __: str) -> Response:
        return an_answer(a_problem(status=404), status=404)

    def test_who_get_of_everything_what_they_get_of_nothing_pass(
        self, strangers: Strangers
    ) -> None:
        strangers.hold_apart(asked_of(self.nothing), "dispute_id", 404)

    @pytest.mark.parametrize(
        "seen", [("Bearer they", OURS), ("Bearer we", THEIRS)], ids=["they", "we"]
    )
    @pytest.mark.parametrize(
        "answer",
        [
            an_answer({"id": OURS}, status=200, kind="application/json"),
            an_answer(a_problem(status=412), status=412),
            an_answer(a_problem(status=404, detail="It is not yours."), status=404),
        ],
        ids=["shown", "another refusal", "other words"],
    )
    def test_who_get_anything_else_are_found(
        self, strangers: Strangers, seen: tuple[str, str], answer: Response
    ) -> None:
        def answers(who: str, thing: str) -> Response:
            assert thing in (OURS, THEIRS, NOBODY_S)
            return answer if (who, thing) == seen else self.nothing(who, thing)

        with pytest.raises(AssertionError):
            strangers.hold_apart(asked_of(answers), "dispute_id", 404)
