"""What the server says to a client that does not speak HTTP well enough."""

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx
import pytest

from concord.embedded import Server
from dispute_api.layers.protocol import MAX_HEAD
from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.support.api import a_dispute, settings_for
from tests.support.databases import BEGUN, Database
from tests.support.forked import forked
from tests.support.service import free_ports
from tests.support.tied import environment
from tests.support.waiting import until

ECHO = b"ECHO"
SECONDS = 10


class Answer(NamedTuple):
    """What came back over the bare connection."""

    status: int
    media_type: str | None
    problem: dict[str, Any]


class Service(NamedTuple):
    """The API as a process of its own."""

    base_url: str
    issuer: DevelopmentIssuer

    def token(self, partnership: str, **claims: Any) -> str:
        return self.issuer.mint(partnership, **claims)

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.base_url}/readyz", trust_env=False).is_success
        except httpx.TransportError:
            return False


@pytest.fixture(scope="module")
def service(
    begun: Server,
    issuer: DevelopmentIssuer,
    secrets_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Service]:
    begun.create_database("protocol", BEGUN)
    settings = settings_for(Database(begun, "protocol"), secrets_file, issuer)
    [port] = free_ports(1)
    service = Service(f"http://127.0.0.1:{port}", issuer)
    said = settings.model_dump(mode="json", include=settings.model_fields_set)
    told = {name: str(value) for name, value in said.items()} | {
        "port": str(port),
        "public_url": service.base_url,
        "writer_url": settings.writer_url.get_secret_value(),
        "api_url": settings.api_url.get_secret_value(),
    }
    process = forked(
        "dispute_api",
        env=environment(**{f"CONCORD_{name.upper()}": it for name, it in told.items()}),
        stdout=tmp_path_factory.mktemp("protocol") / "api.log",
    )
    try:
        asyncio.run(until(service.answers, seconds=60))
        yield service
    finally:
        process.kill()
        process.wait()


def send(service: Service, *raw: bytes) -> Answer:
    """Send bytes as they are, in pieces; the last answer before the server hangs up."""
    where = urlsplit(service.base_url)
    assert where.hostname
    with socket.create_connection((where.hostname, where.port or 80), SECONDS) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in raw:
            line.sendall(piece)
            time.sleep(0.05 * (piece is not raw[-1]))
        received = b"".join(iter(lambda: line.recv(65536), b""))
    first, _, rest = received.rpartition(b"HTTP/1.1 ")[2].partition(b"\r\n")
    assert ECHO not in received
    head = message_from_bytes(rest)
    return Answer(
        int(first.split()[0]),
        head["content-type"],
        json.loads(rest.partition(b"\r\n\r\n")[2]),
    )


class TestWhatIsNoRequest:
    @pytest.mark.parametrize(
        "raw",
        [
            b"ECHO\r\n\r\n",
            b"GET /livez HTTP/ECHO\r\nHost: x\r\n\r\n",
            b"ECHO /livez HTTP/1.1\r\nHost: x\r\n\r\n",
            b"POST /v1/disputes HTTP/1.1\r\nHost: x\r\nContent-Length: ECHO\r\n\r\n",
            b"GET /\xc3\xa9ECHO HTTP/1.1\r\nHost: x\r\n\r\n",
        ],
    )
    def test_is_answered_with_a_problem(self, service: Service, raw: bytes) -> None:
        answer = send(service, raw)

        assert answer.status == httpx.codes.BAD_REQUEST
        assert answer.media_type == "application/problem+json"
        assert answer.problem["code"] == "malformed-request"
        kind = answer.problem["type"]
        assert httpx.get(kind, trust_env=False).status_code == httpx.codes.OK


class TestTooMuchOfAHead:
    @pytest.mark.parametrize(
        "raw",
        [
            b"GET /" + ECHO * (MAX_HEAD // 4) + b" HTTP/1.1\r\nHost: x\r\n\r\n",
            b"GET /livez HTTP/1.1\r\nX: " + ECHO * (MAX_HEAD // 4) + b"\r\n\r\n",
            b"GET /livez HTTP/1.1\r\n" + (b"X: " + ECHO * 256 + b"\r\n") * 64 + b"\r\n",
        ],
        ids=["address", "header", "headers"],
    )
    def test_is_answered_with_a_problem(self, service: Service, raw: bytes) -> None:
        answer = send(service, raw)

        assert answer.status == httpx.codes.REQUEST_HEADER_FIELDS_TOO_LARGE
        assert answer.media_type == "application/problem+json"
        assert answer.problem["code"] == "head-too-large"

    def test_is_never_met_by_a_usual_request(self, service: Service) -> None:
        usual = b"GET /livez HTTP/1.1\r\nConnection: close\r\nX: "

        answer = send(service, usual + b"a" * (MAX_HEAD // 2) + b"\r\n\r\n")

        assert answer.status == httpx.codes.OK


class TestAnOfferToChangeTheProtocol:
    """Java's own client makes one with each request over HTTP without TLS."""

    @pytest.mark.parametrize("whole", [True, False], ids=["at once", "body later"])
    def test_takes_no_body_from_its_request(
        self, service: Service, whole: bool
    ) -> None:
        body = json.dumps(a_dispute()).encode()
        token = service.token("worcestershire", agency="school")
        head = (
            "POST /v1/disputes HTTP/1.1\r\nHost: x\r\n"
            "Connection: Upgrade, HTTP2-Settings\r\n"
            "Upgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n"
            f"Authorization: Bearer {token}\r\n"
            f"Idempotency-Key: {whole}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()

        parts = [head + body] if whole else [head, body]
        again = [
            part.replace(b"Settings\r\n", b"Settings, close\r\n") for part in parts
        ]
        answer = send(service, *parts, *again)

        assert answer.status == httpx.codes.CREATED
        assert answer.problem["status"] == "open"

    def test_hides_no_second_request_in_a_body(self, service: Service) -> None:
        body = b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"
        head = (
            b"POST /v1/disputes HTTP/1.1\r\nHost: x\r\nConnection: upgrade, close\r\n"
            b"Upgrade: any\r\nContent-Length: %d\r\n\r\n" % len(body)
        )

        answer = send(service, head, body)

        assert answer.status == httpx.codes.UNAUTHORIZED
