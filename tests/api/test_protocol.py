"""What the server says to a client that does not speak HTTP well enough."""

import json
import socket
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx
import pytest

from dispute_api.protocol import MAX_HEAD
from tests.support.service import RunningService, running_service

ECHO = b"ECHO"
SECONDS = 10


class Answer(NamedTuple):
    """What came back over the bare connection."""

    status: int
    media_type: str | None
    problem: dict[str, Any]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    with running_service(tmp_path_factory.mktemp("concord")) as running:
        yield running


def send(service: RunningService, raw: bytes) -> Answer:
    """Send bytes as they are, and read until the server hangs up."""
    where = urlsplit(service.base_url)
    assert where.hostname
    with socket.create_connection((where.hostname, where.port or 80), SECONDS) as line:
        line.sendall(raw)
        received = b"".join(iter(lambda: line.recv(65536), b""))
    first, _, rest = received.partition(b"\r\n")
    assert ECHO not in received
    head = message_from_bytes(rest)
    return Answer(
        int(first.split()[1]),
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
    def test_is_answered_with_a_problem(
        self, service: RunningService, raw: bytes
    ) -> None:
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
    def test_is_answered_with_a_problem(
        self, service: RunningService, raw: bytes
    ) -> None:
        answer = send(service, raw)

        assert answer.status == httpx.codes.REQUEST_HEADER_FIELDS_TOO_LARGE
        assert answer.media_type == "application/problem+json"
        assert answer.problem["code"] == "head-too-large"

    def test_is_never_met_by_a_usual_request(self, service: RunningService) -> None:
        usual = b"GET /livez HTTP/1.1\r\nConnection: close\r\nX: "

        answer = send(service, usual + b"a" * (MAX_HEAD // 2) + b"\r\n\r\n")

        assert answer.status == httpx.codes.OK
