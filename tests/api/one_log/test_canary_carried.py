"""What comes along with a request beside its body is written down nowhere.

Not what a header says, not what a token says of a person, not what stands behind the
question mark: of all that, lines and metrics have only a route, a status, and of a
trace the digits of its number.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml

from tests.api.forging import b64, good, header, signed
from tests.support.api import Api, Speaker, a_dispute

pytestmark = pytest.mark.asyncio(loop_scope="module")

CANARY = "zaunkoenig4711"
SPAN = "00f067aa0ba902b7"
CONTRACT = Path(__file__).parents[3] / "contracts" / "openapi.yaml"

HEADERS = {
    "traceparent": CANARY,
    "tracestate": f"{CANARY}={CANARY}",
    "baggage": f"person={CANARY}",
    "User-Agent": CANARY,
    "Referer": f"https://{CANARY}.example.org/{CANARY}?{CANARY}",
    "Origin": f"https://{CANARY}.example.org",
    "Cookie": f"{CANARY}={CANARY}",
    "From": f"{CANARY}@example.org",
    "Forwarded": f"for={CANARY}",
    "Accept-Language": CANARY,
    "Accept": f"{CANARY}/{CANARY}",
    "If-None-Match": f'"{CANARY}"',
    "Last-Event-ID": CANARY,
    "Prefer": CANARY,
    **dict.fromkeys(
        (
            *("X-Request-Id", "X-Correlation-Id", "X-Forwarded-For", "X-Real-IP"),
            *("X-Forwarded-Host", "X-Person", "X-B3-TraceId", f"X-{CANARY}"),
        ),
        CANARY,
    ),
}


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    return good(**{"iat": now, "nbf": now, "exp": now + 600, **changes})


def parameters() -> Iterator[tuple[str, str]]:
    """Each path that can be read, with the name of each thing it can be asked."""
    contract = yaml.load(CONTRACT.read_bytes(), yaml.CSafeLoader)
    shared = contract["components"]["parameters"]
    for path, item in contract["paths"].items():
        if "get" in item and "stream" not in path:
            said = [*item.get("parameters", ()), *item["get"].get("parameters", ())]
            whole = [shared[it["$ref"].split("/")[-1]] if "$ref" in it else it
                     for it in said]  # fmt: skip
            for name in (CANARY, *(it["name"] for it in whole if it["in"] == "query")):
                yield path, name


class TestWhatComesAlong:
    @pytest.fixture(autouse=True)
    def nothing_is_written_down(
        self, api: Api, capsys: pytest.CaptureFixture[str]
    ) -> Iterator[None]:
        yield
        lines = capsys.readouterr().out
        assert "answered" in lines
        assert CANARY not in lines.lower() + api.metrics().lower()
        assert SPAN not in lines

    async def test_as_headers(self, school: Speaker) -> None:
        taken = await school.send("GET", "/v1/disputes", headers=HEADERS)
        refused = await school.send(
            "POST", "/v1/disputes", json={CANARY: CANARY}, headers=HEADERS
        )
        made = {**HEADERS, "Idempotency-Key": str(uuid4())}
        raised = await school.send(
            "POST", "/v1/disputes", json=a_dispute(), headers=made
        )

        for answer in (taken, refused, raised):
            assert CANARY not in answer.text + repr(answer.headers)

    async def test_as_a_traceparent_of_which_only_the_trace_goes_on(
        self, school: Speaker
    ) -> None:
        said = f"cc-{'4b' * 16}-{SPAN}-01-{CANARY}"

        answer = await school.get("/v1/disputes", headers={"traceparent": said})

        ours = answer.headers["traceparent"]
        assert ours.startswith(f"00-{'4b' * 16}-")
        assert SPAN not in ours

    async def test_as_claims(self, api: Api) -> None:
        person = {
            "sub": f"urn:{CANARY}",
            **dict.fromkeys(("name", "email", "jti", "preferred_username"), CANARY),
            "address": {CANARY: CANARY},
        }
        known = [
            signed(api.issuer, claims(**person)),
            signed(api.issuer, claims(**person, agency=f"{CANARY} {CANARY}")),
            signed(api.issuer, claims(**person, role=CANARY)),
            signed(api.issuer, claims(**person, client_id=f"{CANARY} {CANARY}")),
            signed(api.issuer, claims(**person, partnership=f"{CANARY}!")),
            signed(api.issuer, claims(**person, iss=CANARY)),
            signed(api.issuer, claims(**person, aud=CANARY)),
            signed(api.issuer, claims(**person, exp=CANARY)),
            signed(api.issuer, claims(**person), kid=CANARY),
            signed(api.issuer, claims(**person), typ=CANARY),
            f"{b64(header(api.issuer, jku=CANARY))}.{b64(claims(**person))}.{CANARY}",
            CANARY,
        ]
        answers = [
            await api.stranger.get(
                "/v1/disputes", headers={"Authorization": f"Bearer {token}"}
            )
            for token in known
        ]

        assert [it.status_code for it in answers] == [200, *[401] * (len(known) - 1)]
        for answer in answers:
            assert CANARY not in answer.text + repr(answer.headers)

    async def test_as_what_a_list_is_asked_for(self, school: Speaker) -> None:
        asked = set()
        for path, name in parameters():
            where = path.replace("{dispute_id}", str(uuid4()))
            answer = await school.send("GET", where, params={name: CANARY})
            asked.add(path)
            assert answer.status_code < 500
            if answer.status_code >= 400:
                assert CANARY not in answer.text + repr(answer.headers), (path, name)

        assert len(asked) > 30
