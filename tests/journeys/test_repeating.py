"""Every command repeated: the first answer again, to the byte, and no second event."""

from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

import httpx

from tests.journeys.case import Case
from tests.journeys.cast import Cast
from tests.journeys.commands import Command, every_command, first_command
from tests.support.http import Caller, Json, new_key

Sent: TypeAlias = tuple[Caller, str, Json, str, int | None, httpx.Response]
"""Who sent what where, under which key, on which version, and the first answer."""


class TestRepeating:
    def test_every_command_gets_its_first_answer_again_and_again(
        self, brighton_hove: Cast
    ) -> None:
        school, key = brighton_hove.school, new_key()
        body = first_command(brighton_hove)
        first = school.post("/v1/disputes", body, key=key)
        dispute = first.json()
        case = Case(id=dispute["id"], version=1)
        sent: list[Sent] = [(school, "/v1/disputes", body, key, None, first)]
        other = {**body, "category": "timeliness"}
        _is_another_command(school, "/v1/disputes", other, key, None)

        [raised] = case.events(school)
        for command in every_command(brighton_hove, raised["id"]):
            sent.append(self._send(case, command))
            self._repeat(*sent[-1])

        for attempt in sent:  # the dispute has moved on; the answers have not
            self._repeat(*attempt)
        assert len(case.events(school)) == len(sent)

    def _send(self, case: Case, command: Command) -> Sent:
        key, path = new_key(), f"{case.path}/{command.noun}"
        seen = case.version
        answer = command.who.post(path, command.body, key=key, version=seen)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        case.version = answer.json()["version"]
        assert "idempotency-replayed" not in answer.headers
        changed = {**command.body, **command.changed}
        _is_another_command(command.who, path, changed, key, seen)
        _is_another_command(command.who, path, changed, key, case.version)
        return command.who, path, command.body, key, seen, answer

    def _repeat(
        self,
        who: Caller,
        path: str,
        body: Json,
        key: str,
        version: int | None,
        first: httpx.Response,
    ) -> None:
        again = who.post(path, body, key=key, version=version)
        assert again.status_code == first.status_code == httpx.codes.CREATED
        assert again.content == first.content
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["idempotency-replayed"] == "true"
        assert again.headers.get("location") == first.headers.get("location")

    def test_a_command_sent_many_times_at_once_is_carried_out_once(
        self, brighton_hove: Cast
    ) -> None:
        key, body = new_key(), first_command(brighton_hove)
        school = brighton_hove.school

        def send(_: int) -> httpx.Response:
            return school.post("/v1/disputes", body, key=key)

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(send, range(8)))

        assert len({answer.content for answer in answers}) == 1
        replayed = [answer.headers.get("idempotency-replayed") for answer in answers]
        assert sorted(replayed, key=str) == [None, *["true"] * 7]
        case = Case(id=answers[0].json()["id"], version=1)
        assert case.types(school) == ["raised"]

    def test_another_client_may_use_the_same_key_for_its_own_command(
        self, brighton_hove: Cast
    ) -> None:
        key, body = new_key(), first_command(brighton_hove)
        school = brighton_hove.school
        police = {
            **body,
            "raised_by": {**body["raised_by"], "agency": "police"},
        }

        first = school.post("/v1/disputes", body, key=key)
        second = brighton_hove.police.post("/v1/disputes", police, key=key)

        assert second.status_code == httpx.codes.CREATED
        assert second.json()["id"] != first.json()["id"]

    def test_a_refusal_is_not_kept_under_its_key(self, brighton_hove: Cast) -> None:
        key, body = new_key(), first_command(brighton_hove)
        refused = {**body, "category": "no_such_thing"}
        school = brighton_hove.school
        assert school.post("/v1/disputes", refused, key=key).status_code == 422

        assert school.post("/v1/disputes", body, key=key).status_code == 201


def _is_another_command(
    who: Caller, path: str, body: Json, key: str, version: int | None
) -> None:
    answer = who.post(path, body, key=key, version=version)
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert answer.json()["code"] == "idempotency-key-reused"
