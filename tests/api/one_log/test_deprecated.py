"""What the contract calls deprecated is announced with each answer, and nothing else.

The contract of this file is made up: one operation and two parameters of another go.
"""

from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
import yaml

from dispute_api.layers.deprecated import BadDeprecation, announcing, deprecations
from dispute_api.routes import disputes
from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.support.api import Api, running, settings_for
from tests.support.databases import Database

pytestmark = pytest.mark.asyncio(loop_scope="module")

SINCE = "2027-01-31T00:00:00Z"
GOES = "2028-02-01T00:00:00Z"
MADE_UP = {
    "paths": {
        "/v1/breaches": {
            "get": {
                "operationId": "listBreaches",
                "tags": ["disputes"],
                "deprecated": True,
                "x-deprecated-at": SINCE,
                "x-sunset-at": GOES,
            },
        },
        "/v1/disputes": {
            "parameters": [{"$ref": "#/components/parameters/Purpose"}],
            "get": {
                "operationId": "listDisputes",
                "tags": ["disputes"],
                "parameters": [
                    {
                        "in": "query",
                        "name": "side",
                        "deprecated": True,
                        "x-deprecated-at": "2027-03-01T00:00:00Z",
                    }
                ],
            },
            "post": {"operationId": "raiseDispute", "tags": ["commands"]},
        },
    },
    "components": {
        "parameters": {
            "Purpose": {
                "in": "header",
                "name": "Purpose",
                "deprecated": True,
                "x-deprecated-at": SINCE,
                "x-sunset-at": GOES,
            }
        }
    },
}


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a contract of which something goes."""
    file: Path = tmp_path_factory.mktemp("contract") / "openapi.yaml"
    file.write_text(yaml.safe_dump(MADE_UP))
    return file


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def api(
    database: Database, secrets_file: Path, issuer: DevelopmentIssuer, made_up: Path
) -> AsyncIterator[Api]:
    settings = settings_for(database, secrets_file, issuer)
    changed = settings.model_copy(update={"contract_file": made_up})
    async with running(changed, issuer) as api:
        yield api


def announced(answer: httpx.Response) -> tuple[str | None, str | None, bool]:
    """The two headers, and whether a link says where to read more."""
    links = answer.headers.get_list("Link")
    told = any('rel="deprecation"' in link for link in links)
    return answer.headers.get("Deprecation"), answer.headers.get("Sunset"), told


ALL_OF_IT = ("@1801353600", "Tue, 01 Feb 2028 00:00:00 GMT", True)
NOTHING = (None, None, False)


class TestADeprecatedOperation:
    async def test_says_since_when_and_until_when(self, api: Api) -> None:
        answer = await api.agency("school").get("/v1/breaches")

        assert answer.status_code == httpx.codes.OK
        assert announced(answer) == ALL_OF_IT
        sunset = parsedate_to_datetime(answer.headers["Sunset"])
        assert sunset.isoformat() == GOES.replace("Z", "+00:00")
        assert "</docs#/disputes/listBreaches>" in answer.headers["Link"]

    async def test_says_so_with_its_refusals_too(self, api: Api) -> None:
        refused = await api.agency("school").get("/v1/breaches?limit=none")
        unknown = await api.stranger.get("/v1/breaches")

        assert (refused.status_code, unknown.status_code) == (400, 401)
        assert announced(refused) == announced(unknown) == ALL_OF_IT

    async def test_says_so_to_head(self, api: Api) -> None:
        answer = await api.agency("school").send("HEAD", "/v1/breaches")

        assert announced(answer) == ALL_OF_IT


class TestADeprecatedParameter:
    async def test_is_announced_to_those_who_use_it(self, api: Api) -> None:
        school = api.agency("school")
        in_query = await school.get("/v1/disputes?side=raising")
        in_header = await school.get("/v1/disputes", headers={"purpose": "audit"})

        assert announced(in_query) == ("@1803859200", None, True)
        assert announced(in_header) == ALL_OF_IT

    async def test_that_goes_first_is_the_one_announced(self, api: Api) -> None:
        answer = await api.agency("school").get(
            "/v1/disputes?side=raising", headers={"Purpose": "audit"}
        )

        assert announced(answer) == ALL_OF_IT

    async def test_is_not_announced_to_others(self, api: Api) -> None:
        answer = await api.agency("school").get("/v1/disputes?limit=1")

        assert announced(answer) == NOTHING


class TestWhatStays:
    async def test_is_announced_as_nothing_else(self, api: Api) -> None:
        school = api.agency("school")
        raised = await school.raises()
        answer = await school.get(f"/v1/disputes/{raised['id']}")

        assert announced(answer) == NOTHING

    async def test_keeps_the_routes_that_it_has(self) -> None:
        routes = disputes.router.routes

        kept = announcing(routes, b"paths: {}")

        assert [a is b for a, b in zip(kept, routes, strict=True)] == [True] * len(kept)


class TestAContract:
    @pytest.mark.parametrize(
        "marked",
        [
            {"deprecated": True},
            {"deprecated": True, "x-deprecated-at": GOES, "x-sunset-at": SINCE},
            {"parameters": [{"in": "query", "name": "side", "deprecated": True}]},
            {
                "parameters": [
                    {
                        "in": "path",
                        "name": "dispute_id",
                        "deprecated": True,
                        "x-deprecated-at": SINCE,
                    }
                ]
            },
        ],
        ids=["no date", "gone before", "a parameter without a date", "half a path"],
    )
    async def test_that_says_too_little_is_refused(
        self, marked: dict[str, object]
    ) -> None:
        with pytest.raises(BadDeprecation):
            list(deprecations(marked, {}))
