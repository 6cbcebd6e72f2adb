"""Every error is a problem: one table, one promise, one page for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from dispute_api.refusals.problem_pages import explanations, page
from dispute_api.refusals.problems import TYPES
from dispute_api.refusals.statuses import STATUS
from dispute_core.domain.errors import DisputeError
from tests.support.api import BASE_URL, Api, Speaker

CONTRACT = Path(__file__).parents[3] / "contracts" / "openapi.yaml"


def subclasses(of: type[DisputeError]) -> Iterator[type[DisputeError]]:
    for one in of.__subclasses__():
        yield one
        yield from subclasses(one)


class TestTheErrorTable:
    @pytest.mark.parametrize("refusal", [*subclasses(DisputeError)])
    def test_gives_every_refusal_of_the_domain_a_status(
        self, refusal: type[DisputeError]
    ) -> None:
        assert refusal in STATUS
        assert TYPES[refusal.code].title == refusal.title

    def test_is_the_one_that_the_contract_promises(self) -> None:
        contract = yaml.safe_load(CONTRACT.read_text())
        promised = {
            (kind["code"], kind["status"], kind["title"])
            for kind in contract["x-problem-types"]
        }

        assert {(k.code, k.status, k.title) for k in TYPES.values()} == promised

    def test_explains_every_problem_and_no_other(self) -> None:
        assert set(explanations()) == set(TYPES)

    @pytest.mark.parametrize("code", TYPES)
    def test_says_what_happened_and_what_to_do(self, code: str) -> None:
        words = explanations()[code]

        for sentence in (words["happened"], words["do"]):
            assert sentence[0].isupper()
            assert sentence.endswith(".")
        assert TYPES[code].title in (page(code) or "")


@pytest.mark.asyncio(loop_scope="module")
class TestAProblem:
    async def test_leads_to_a_page_that_the_service_itself_serves(
        self, api: Api
    ) -> None:
        answer = await api.stranger.get("/v1/disputes/x")
        problem = answer.json()
        assert problem["type"] == f"{BASE_URL}/problems/unauthenticated"

        explained = await api.stranger.get(problem["type"].removeprefix(BASE_URL))

        assert explained.status_code == 200
        assert explained.headers["content-type"] == "text/html; charset=utf-8"
        assert problem["title"] in explained.text
        assert "<script" not in explained.text

    async def test_carries_the_number_under_which_it_was_logged(self, api: Api) -> None:
        answer = await api.stranger.get("/nowhere")

        number = answer.headers["X-Request-Id"]
        assert answer.json()["instance"] == f"urn:uuid:{number}"

    @pytest.mark.parametrize(
        ("method", "path", "status", "code"),
        [
            ("GET", "/", 404, "route-not-found"),
            ("GET", "/v1/disputes/", 404, "route-not-found"),
            ("POST", "/nowhere", 404, "route-not-found"),
            ("GET", "/docs/../etc/passwd", 404, "route-not-found"),
            ("GET", "/docs/other.js", 404, "route-not-found"),
            ("GET", "/problems/other", 404, "route-not-found"),
            ("DELETE", "/v1/disputes", 405, "method-not-allowed"),
            ("OPTIONS", "/v1/disputes", 405, "method-not-allowed"),
            ("BREW", "/v1/disputes", 405, "method-not-allowed"),
            ("TRACE", "/livez", 405, "method-not-allowed"),
        ],
    )
    async def test_also_answers_unknown_addresses_and_methods(
        self, school: Speaker, method: str, path: str, status: int, code: str
    ) -> None:
        answer = await school.send(method, path)

        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == code

    @pytest.mark.parametrize(
        ("path", "allow"),
        [
            ("/v1/disputes/x/escalations", "POST"),
            ("/livez", "GET, HEAD"),
        ],
    )
    async def test_names_every_method_that_the_address_answers(
        self, school: Speaker, path: str, allow: str
    ) -> None:
        answer = await school.send("PATCH", path)

        assert answer.headers["Allow"] == allow
