"""What the shipped nginx cuts, refuses and passes on, in front of the real API."""

import asyncio
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from ssl import PEM_cert_to_DER_cert
from time import monotonic, time
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from tests.api.forging import good, signed
from tests.contract.checks import INSTANCE, TYPES
from tests.proxy.conftest import HEADER, Fronted
from tests.support.api import Speaker, a_dispute
from tests.support.certificates import Certificate, self_signed
from tests.support.event_streams import listening
from tests.support.http import PROBLEM
from tests.support.nginx import HOST, PUBLIC_URL, proxied

HEAD = b"POST /v1/disputes HTTP/1.1\r\nHost: concord.test\r\n"
CUT_WITHIN = 7.0
PROMPTLY = 2.0


def speaker(fronted: Fronted, http: httpx.AsyncClient) -> Speaker:
    token = fronted.api.issuer.mint("worcestershire", agency="school")
    return Speaker(http=http, headers={"Authorization": f"Bearer {token}"})


def held_to_the_contract(answer: httpx.Response, code: str) -> None:
    """A refusal of nginx looks as one of the API."""
    problem = answer.json()
    listed = TYPES[code]
    assert answer.status_code == problem["status"] == listed["status"]
    assert answer.headers["content-type"] == PROBLEM
    assert answer.headers["cache-control"] == "no-store"
    assert problem["type"] == f"{PUBLIC_URL}/problems/{code}"
    assert (problem["code"], problem["title"]) == (code, listed["title"])
    assert INSTANCE.match(problem["instance"])
    assert problem["instance"].endswith(answer.headers["x-request-id"])


async def dripping(fronted: Fronted, begun: bytes) -> float:
    """Send the beginning of a request, then a byte now and then; when it was cut."""
    began = monotonic()
    reader, writer = await asyncio.open_connection(
        HOST, fronted.proxy.port, ssl=fronted.tls(), server_hostname=HOST
    )
    try:
        writer.write(begun)
        while monotonic() < began + 2 * CUT_WITHIN:
            writer.write(b"x")
            await writer.drain()
            try:
                async with asyncio.timeout(0.2):
                    if not await reader.read(1):
                        break
            except TimeoutError:
                continue
    except OSError:
        pass
    finally:
        writer.transport.abort()
    return monotonic() - began


async def stalling(fronted: Fronted) -> float:
    """Announce a body, send half of it and no more; when it was cut."""
    began = monotonic()
    reader, writer = await asyncio.open_connection(
        HOST, fronted.proxy.port, ssl=fronted.tls(), server_hostname=HOST
    )
    writer.write(HEAD + b"Content-Length: 100\r\n\r\n" + b"x" * 50)
    async with asyncio.timeout(2 * CUT_WITHIN):
        with suppress(OSError):
            while await reader.read(100):
                pass
    writer.transport.abort()
    return monotonic() - began


@pytest.mark.asyncio(loop_scope="module")
class TestSlowClients:
    async def test_are_cut_while_others_are_answered(
        self, fronted: Fronted, http: httpx.AsyncClient
    ) -> None:
        slow = [
            *(asyncio.create_task(dripping(fronted, HEAD + b"X-Drip: ")) for _ in "ab"),
            *(asyncio.create_task(stalling(fronted)) for _ in "ab"),
        ]
        others = speaker(fronted, http)
        waits = []
        while not all(one.done() for one in slow):
            asked = monotonic()
            answer = await others.get("/v1/policies")
            waits.append(monotonic() - asked)
            assert answer.status_code == 200
            await asyncio.sleep(0.5)

        cut = await asyncio.gather(*slow)
        assert max(cut) < CUT_WITHIN
        assert max(waits) < PROMPTLY


@pytest.mark.asyncio(loop_scope="module")
class TestARefusalOfNginx:
    async def test_of_a_large_body_is_a_problem(self, http: httpx.AsyncClient) -> None:
        answer = await http.post("/v1/disputes", content=b"x" * (1024 * 1024 + 1))

        held_to_the_contract(answer, "body-too-large")

    @pytest.mark.parametrize(
        ("path", "headers", "code"),
        [
            ("/" + "x" * 20_000, {}, "head-too-large"),
            ("/livez", {"X-Long": "x" * 20_000}, "malformed-request"),
            ("/metrics", {}, "route-not-found"),
        ],
        ids=["address", "header", "hidden"],
    )
    async def test_of_a_head_or_an_address_is_one_too(
        self, http: httpx.AsyncClient, path: str, headers: Mapping[str, str], code: str
    ) -> None:
        held_to_the_contract(await http.get(path, headers=headers), code)

    async def test_says_that_a_command_may_be_recorded_where_no_process_answers(
        self, tmp_path: Path
    ) -> None:
        with proxied(tmp_path, [1]) as alone:
            async with httpx.AsyncClient(base_url=alone.url, trust_env=False) as http:
                command = await http.post("/v1/disputes", json=a_dispute())
                reading = await http.get("/v1/disputes")

        held_to_the_contract(command, "outcome-unknown")
        held_to_the_contract(reading, "unavailable")
        assert int(command.headers["retry-after"]) > 0
        assert int(reading.headers["retry-after"]) > 0


@pytest.mark.asyncio(loop_scope="module")
class TestWhatIsPassedOn:
    async def test_are_commands_and_answers_although_one_process_is_away(
        self, fronted: Fronted, http: httpx.AsyncClient
    ) -> None:
        school = speaker(fronted, http)

        raised = [await school.raises() for _ in range(6)]

        read = await school.get(f"/v1/disputes/{raised[0]['id']}")
        assert read.json()["id"] == raised[0]["id"]
        assert read.headers["strict-transport-security"].startswith("max-age=")
        assert "ratelimit-policy" in read.headers

    async def test_is_each_event_of_a_stream_at_once(
        self, fronted: Fronted, http: httpx.AsyncClient
    ) -> None:
        school = speaker(fronted, http)
        async with listening(http, school.headers) as stream:
            await stream.caught_up()
            began = monotonic()

            raised = await school.raises()

            assert (await stream.event()).name == (raised["id"], 1)
            assert monotonic() - began < PROMPTLY

    async def test_is_the_certificate_that_a_client_showed_and_no_other_word_of_it(
        self, fronted: Fronted, tmp_path: Path
    ) -> None:
        shown = self_signed("school", tmp_path)
        digest = sha256(PEM_cert_to_DER_cert(shown.file.read_text())).digest()
        thumbprint = urlsafe_b64encode(digest).rstrip(b"=").decode()
        now = int(time())
        claims = good(cnf={"x5t#S256": thumbprint}, iat=now, nbf=now, exp=now + 60)
        bearer = {"Authorization": f"Bearer {signed(fronted.api.issuer, claims)}"}

        with_it = await self._asks(fronted, bearer, shown)
        without = await self._asks(fronted, bearer, None)
        forged = [
            await self._asks(fronted, {**bearer, HEADER: said}, None)
            for said in (thumbprint, quote(shown.file.read_text()))
        ]

        assert with_it == 200
        assert without == 401
        assert forged == [401, 401]

    async def _asks(
        self,
        fronted: Fronted,
        headers: Mapping[str, str],
        shown: Certificate | None,
    ) -> int:
        async with fronted.http(shown) as http:
            return (await http.get("/v1/policies", headers=headers)).status_code


@pytest.mark.asyncio(loop_scope="module")
class TestWhatNginxWritesDown:
    async def test_are_facts_and_never_what_was_sent(
        self, fronted: Fronted, http: httpx.AsyncClient
    ) -> None:
        canary = f"canary-{uuid4().hex}"
        headers = {"Authorization": f"Bearer {canary}", "X-Canary": canary}
        for path in (f"/v1/calendar-feeds/{canary}.ics", f"/{canary}?q={canary}"):
            await http.get(path, headers=headers)
        await http.post("/" + canary, content=canary * 50_000, headers=headers)
        await http.request(canary.upper(), "/" + canary)

        lines = fronted.proxy.access_log.read_text()
        assert canary not in (lines + fronted.proxy.error_log.read_text()).lower()
        assert {"at", "method", "status", "seconds"} <= json.loads(
            lines.splitlines()[-1]
        ).keys()
