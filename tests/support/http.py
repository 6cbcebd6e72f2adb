"""Speaks to a running service over HTTP, as one of the people who use it."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

PROBLEM = "application/problem+json"

Json = dict[str, Any]


def new_key() -> str:
    """An idempotency key as a client makes one up."""
    return str(uuid.uuid4())


def new_http(base_url: str) -> httpx.Client:
    """A connection pool that several callers, also in threads, may share."""
    limits = httpx.Limits(max_connections=32, max_keepalive_connections=32)
    return httpx.Client(
        base_url=base_url, timeout=20, limits=limits, follow_redirects=False
    )


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Somebody with a token; every answer is held to what all answers promise."""

    name: str
    http: httpx.Client = field(repr=False)
    token: str = field(repr=False)
    partnership: str
    agency: str | None = None

    def get(self, path: str, **query: str | int | bool) -> httpx.Response:
        return self._send("GET", path, params=query)

    def fetch(self, path: str, *, accept: str) -> httpx.Response:
        """Ask for something in a certain form, such as a PDF."""
        return self._send("GET", path, headers={"Accept": accept})

    def read(self, path: str, **query: str | int | bool) -> Json:
        """The body of a successful reading."""
        answer = self.get(path, **query)
        assert answer.status_code == httpx.codes.OK, answer.text
        body: Json = answer.json()
        return body

    def post(
        self,
        path: str,
        body: Mapping[str, Any],
        *,
        key: str | None = None,
        version: int | None = None,
    ) -> httpx.Response:
        """Send a command with a key of its own, unless a certain one is wished."""
        headers = {"Idempotency-Key": key or new_key()}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self._send("POST", path, json=body, headers=headers)

    def pages(self, path: str, **query: str | int | bool) -> Iterator[Json]:
        """Every page of a list, following its cursor to the end."""
        page = self.read(path, **query)
        yield page
        while page["next"] is not None:
            page = self.read(path, **{**query, "cursor": page["next"]})
            yield page

    def items(self, path: str, **query: str | int | bool) -> list[Json]:
        return [item for page in self.pages(path, **query) for item in page["items"]]

    def feed(
        self, after: str | None = None, limit: int = 200
    ) -> tuple[list[Json], str]:
        """What the feed has after a cursor, and the cursor after that."""
        found: list[Json] = []
        while True:
            query: dict[str, str | int] = {"limit": limit}
            if after is not None:
                query["after"] = after
            page = self.read("/v1/events", **query)
            found += page["items"]
            after = str(page["next"])
            if page["caught_up"]:
                return found, after

    def _send(self, method: str, path: str, **parts: Any) -> httpx.Response:
        headers = {
            **parts.pop("headers", {}),
            "Authorization": f"Bearer {self.token}",
        }
        answer = self.http.request(method, path, headers=headers, **parts)
        assert answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR, answer.text
        if answer.status_code >= httpx.codes.BAD_REQUEST:
            assert answer.headers["content-type"] == PROBLEM, answer.text
        return answer
