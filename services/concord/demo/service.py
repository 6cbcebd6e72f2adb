"""The running service, as the demonstration finds and asks it."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import httpx

from concord.demo.cases import Json
from concord.errors import CannotGoOn
from concord.place import Place
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_core.domain.working_time import london
from dispute_core.private_files import write_private

ATTEMPTS = 20
PAUSE_SECONDS = 0.2
STALE = 412
UNAVAILABLE = 503

PATHS = {
    "raiseDispute": "/v1/disputes",
    "recordDiscussion": "/v1/disputes/{id}/discussions",
    "recordResponse": "/v1/disputes/{id}/responses",
    "setLimit": "/v1/disputes/{id}/limits",
    "escalateDispute": "/v1/disputes/{id}/escalations",
    "resolveDispute": "/v1/disputes/{id}/resolutions",
    "recordCheckBack": "/v1/disputes/{id}/check-backs",
    "addRecord": "/v1/disputes/{id}/records",
    "fulfilDuty": "/v1/disputes/{id}/duties/{duty}/fulfilments",
    "declineDuty": "/v1/disputes/{id}/duties/{duty}/refusals",
    "waiveDuty": "/v1/disputes/{id}/duties/{duty}/waivers",
    "delegateDuty": "/v1/disputes/{id}/duties/{duty}/delegations",
}


@dataclass
class Service:
    """A Concord that runs on this machine, and tokens for those who speak to it."""

    url: str
    issuer: DevelopmentIssuer
    http: httpx.Client
    _tokens: dict[tuple[str, str | None, str | None], str] = field(default_factory=dict)

    def command(
        self,
        path: str,
        body: Json,
        *,
        key: str,
        token: str,
        version: int | None = None,
    ) -> httpx.Response:
        """Send a command; the key makes it safe to send it again, now or tomorrow."""
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self._ask("POST", path, headers=headers, body=body)

    def read(self, path: str, *, token: str) -> Json:
        """The answer to a question, which nothing should refuse here."""
        headers = {"Authorization": f"Bearer {token}"}
        answer = self._ask("GET", path, headers=headers)
        if answer.is_error:
            raise CannotGoOn(refusal(f"GET {path}", answer))
        content: Json = answer.json()
        return content

    def read_all(self, path: str, *, token: str) -> Iterator[Json]:
        """Every item of a list, page after page."""
        cursor = ""
        while True:
            page = self.read(f"{path}?limit=200{cursor}", token=token)
            yield from page["items"]
            if page["next"] is None:
                return
            cursor = f"&cursor={page['next']}"

    def token(
        self, partnership: str, *, agency: str | None = None, office: str | None = None
    ) -> str:
        """A token for an agency's practitioner, or for an office of the board."""
        who = (partnership, agency, office)
        if who not in self._tokens:
            self._tokens[who] = self.issuer.mint(
                partnership,
                agency=agency,
                office=office,
                role="board" if office else "practitioner",
            )
        return self._tokens[who]

    def _ask(
        self,
        method: str,
        path: str,
        *,
        headers: dict[str, str],
        body: Json | None = None,
    ) -> httpx.Response:
        for _ in range(ATTEMPTS):
            try:
                answer = self.http.request(method, path, headers=headers, json=body)
            except httpx.HTTPError as error:
                message = f"Concord does not answer at {self.url}. Start it: make run."
                raise CannotGoOn(message) from error
            if answer.status_code != UNAVAILABLE:
                return answer
            time.sleep(PAUSE_SECONDS)
        return answer


def find_service(data_dir: Path) -> Service:
    """The service that `concord up` started on this data folder."""
    place = Place.at(data_dir)
    try:
        running = json.loads(place.running_file.read_text())
    except FileNotFoundError as error:
        message = (
            f"Concord is not running on the data folder {data_dir}. "
            "Start it in another terminal: make run."
        )
        raise CannotGoOn(message) from error
    url = running["url"]
    return Service(
        url=url,
        issuer=DevelopmentIssuer.open(place.issuer),
        http=httpx.Client(base_url=url, timeout=30, trust_env=False),
    )


def first_day(data_dir: Path) -> date:
    """The day on which the demonstration was first played here, kept for ever.

    Dates are counted from it, so that a second run sends the same commands again and
    is given the same cases.
    """
    file = Place.at(data_dir).root / "demo.json"
    if not file.exists():
        today = _today().isoformat()
        write_private(file, json.dumps({"first_played_on": today}) + "\n")
    return date.fromisoformat(json.loads(file.read_text())["first_played_on"])


def refusal(what: str, answer: httpx.Response) -> str:
    """What the service said when it refused, in one sentence."""
    return f"{what} was answered with {answer.status_code}: {answer.text}"


def _today() -> date:
    return datetime.now(london()).date()
