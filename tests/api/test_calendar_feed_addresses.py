"""The addresses of calendar feeds: secret, told once, and revoked at once."""

import re
from types import ModuleType

import httpx
import pytest
import structlog

from dispute_api.answering.calendar_files import calendar_file
from dispute_api.refusals.problems import Rejected
from tests.api.feeds import FEEDS, opened, path_of, read, revoked
from tests.support.api import BASE_URL, Api, Speaker


class TestTheAddress:
    async def test_is_told_once_and_again_to_a_repeat_only(
        self, school: Speaker
    ) -> None:
        first = await opened(school, key="one")
        again = await opened(school, key="one")
        other = await opened(school, key="another")

        listed = (await school.get(FEEDS)).json()["items"]
        assert first == again
        assert other["url"] != first["url"]
        assert {one["id"] for one in listed} == {first["id"], other["id"]}
        assert not [one for one in listed if "url" in one]

    async def test_has_256_bits_and_only_a_digest_of_it_is_kept(
        self, api: Api, school: Speaker
    ) -> None:
        feed = await opened(school)

        secret = re.fullmatch(r".*/([A-Za-z0-9_-]{43})\.ics", feed["url"])
        assert secret is not None
        rows = await api.services.asking.pool.fetch(
            "SELECT facts::text FROM event_bodies"
        )
        assert not [row for row in rows if secret.group(1) in row[0]]

    async def test_stands_in_no_log_line_and_no_metric(
        self, api: Api, school: Speaker
    ) -> None:
        with structlog.testing.capture_logs() as lines:
            feed = await opened(school)
            await read(api, feed)
            await api.stranger.get(f"{FEEDS}/{'A' * 43}.ics")

        metrics = api.metrics()
        secret = path_of(feed).rpartition("/")[2].removesuffix(".ics")
        assert any("/{address}.ics" in str(line) for line in lines)
        assert not [
            line for line in lines if secret in str(line) or "AAAA" in str(line)
        ]
        assert secret not in metrics
        assert "AAAA" not in metrics

    async def test_that_nobody_gave_out_is_not_there(self, api: Api) -> None:
        for secret in ("A" * 43, "short", "B" * 44, "%00" * 43):
            answer = await api.stranger.get(f"{FEEDS}/{secret}.ics")

            assert answer.status_code == httpx.codes.NOT_FOUND
            assert secret not in answer.text


class TestRevoking:
    async def test_ends_the_address_at_once(self, api: Api, school: Speaker) -> None:
        feed = await opened(school)
        await read(api, feed)

        answer = await revoked(school, feed, key="gone")

        assert answer.status_code == httpx.codes.CREATED
        assert answer.json()["revoked_at"] is not None
        assert (await read(api, feed)).status_code == httpx.codes.NOT_FOUND
        assert (await school.get(FEEDS)).json()["items"] == []

    async def test_twice_is_a_repeat_or_finds_nothing(self, school: Speaker) -> None:
        feed = await opened(school, key="first")
        first = await revoked(school, feed, key="gone")

        again = await revoked(school, feed, key="gone")
        anew = await revoked(school, feed)

        assert again.json() == first.json()
        assert again.headers["Idempotency-Replayed"] == "true"
        assert anew.status_code == httpx.codes.NOT_FOUND
        assert (await opened(school, key="first"))["url"] is None

    async def test_is_open_to_the_board_office_and_to_no_other_agency(
        self, api: Api, school: Speaker
    ) -> None:
        feed = await opened(school)

        by_others = [
            await revoked(who, feed)
            for who in (
                api.agency("police"),
                api.role("board", "lewisham"),
                api.agency("school", "lewisham"),
            )
        ]
        by_auditor = await revoked(api.role("auditor"), feed)
        by_board = await revoked(api.role("board"), feed)

        codes = {answer.status_code for answer in by_others}
        assert codes == {httpx.codes.NOT_FOUND}
        assert by_auditor.status_code == httpx.codes.FORBIDDEN
        assert by_board.status_code == httpx.codes.CREATED


class TestOpening:
    async def test_is_for_people_of_the_agency(self, api: Api, school: Speaker) -> None:
        other = await school.post(FEEDS, {"agency": "police"})
        board = await api.role("board").post(FEEDS, {})
        monitor = await api.role("monitor").post(FEEDS, {})
        unnamed = await api.stranger.post(FEEDS, {})

        assert other.status_code == httpx.codes.FORBIDDEN
        assert board.status_code == httpx.codes.FORBIDDEN
        assert monitor.status_code == httpx.codes.FORBIDDEN
        assert unnamed.status_code == httpx.codes.UNAUTHORIZED

    def test_needs_the_library_and_says_so(self) -> None:
        def missing(name: str) -> ModuleType:
            raise ModuleNotFoundError(name)

        with pytest.raises(Rejected) as refused:
            calendar_file("school", [], BASE_URL, load=missing)

        assert refused.value.problem.kind.code == "calendar-not-installed"
        assert "extra called calendar" in refused.value.problem.detail
