"""The feed, pushed: complete, in order, to those who may see it and to nobody else."""

from copy import deepcopy

import httpx
import pytest

from dispute_core.application.policies.releasing import publish_directory
from dispute_core.bootstrap import now
from tests.support.api import Api, Speaker, a_discussion, a_dispute
from tests.support.event_streams import STREAM, listening, the_end

pytestmark = pytest.mark.asyncio(loop_scope="package")

JOINS = {"change": "add", "side": "responding", "agency": "police"}


class TestWhatIsPushed:
    async def test_is_each_event_once_as_it_would_be_read_alone(
        self, http: httpx.AsyncClient, school: Speaker
    ) -> None:
        end = await the_end(school)
        before = await school.raises()

        async with listening(http, school.headers, end) as listener:
            was = await listener.event()
            after = await school.does("discussions", before, a_discussion())
            comes = await listener.event()

        assert (was.name, comes.name) == ((before["id"], 1), (after["id"], 2))
        assert comes.event == "org.concord.dispute.discussed.v1"
        assert comes.data is not None
        alone = await school.get(f"/v1/events/{comes.data['id']}")
        assert comes.data == alone.json()

    async def test_begins_at_the_beginning_and_says_when_to_come_back(
        self, http: httpx.AsyncClient, school: Speaker
    ) -> None:
        await school.raises()
        page = await school.get("/v1/events", params={"limit": 1})

        async with listening(http, school.headers) as listener:
            welcome = await listener.block()
            first = await listener.event()

        assert welcome is not None
        assert welcome.retry in range(2000, 5001)
        assert first.data is not None
        assert first.data["id"] == page.json()["items"][0]["id"]
        assert listener.answer.headers["Cache-Control"] == "no-store"
        assert listener.answer.headers["X-Accel-Buffering"] == "no"

    async def test_goes_on_exactly_behind_the_last_id(
        self, http: httpx.AsyncClient, school: Speaker
    ) -> None:
        end = await the_end(school)
        raised = [await school.raises() for _ in range(3)]

        async with listening(http, school.headers, end) as listener:
            found = await listener.events(2)
        async with listening(http, school.headers, listener.last_id) as again:
            found += await again.events(1)
        query = {"after": listener.last_id}
        page = await school.get("/v1/events", params=query)

        assert found == [(one["id"], 1) for one in raised]
        assert [one["subject"] for one in page.json()["items"]] == [raised[2]["id"]]

    async def test_gives_signs_of_life_with_an_id_that_moves_on(
        self, http: httpx.AsyncClient, school: Speaker, police: Speaker
    ) -> None:
        async with listening(http, police.headers, await the_end(police)) as listener:
            await listener.caught_up()
            await school.raises()
            first, second = await listener.block(), await listener.block()

        assert first is not None
        assert second is not None
        assert (first.comment, second.comment) == ("nothing new", "nothing new")
        assert first.id != second.id
        async with listening(http, police.headers, second.id) as again:
            assert await again.block() is not None


class TestWhoMaySee:
    async def test_are_given_all_of_a_dispute_that_they_join_until_they_leave(
        self, http: httpx.AsyncClient, school: Speaker, police: Speaker
    ) -> None:
        end = await the_end(police)
        dispute = await school.raises()
        dispute = await school.does("discussions", dispute, a_discussion())
        async with listening(http, police.headers, end) as listener:
            await listener.caught_up()

            dispute = await school.does("parties", dispute, JOINS)

            whole = [(dispute["id"], version) for version in (1, 2, 3)]
            assert await listener.events(3) == whole

            leaves = {**JOINS, "change": "remove"}
            dispute = await school.does("parties", dispute, leaves)
            dispute = await school.does("discussions", dispute, a_discussion())
            heard = [await listener.block() for _ in range(2)]
            assert [one and one.comment for one in heard] == ["nothing new"] * 2

    async def test_are_told_apart_however_many_listen(
        self, http: httpx.AsyncClient, api: Api, school: Speaker, police: Speaker
    ) -> None:
        ends = [await the_end(one) for one in (school, police)]
        social_care = api.agency("social-care")
        async with (
            listening(http, school.headers, ends[0]) as raising,
            listening(http, school.headers, ends[0]) as also,
            listening(http, police.headers, ends[1]) as other,
            listening(http, social_care.headers, await the_end(social_care)) as theirs,
        ):
            dispute = await school.raises()
            note = {"kind": "note", "text": "Ours", "visible_to": "own_agency"}
            dispute = await school.does("records", dispute, note)
            await school.does("discussions", dispute, a_discussion())

            versions = [(dispute["id"], version) for version in (1, 2, 3)]
            assert await raising.events(3) == await also.events(3) == versions
            assert await theirs.events(2) == [versions[0], versions[2]]
            await other.caught_up()
            heard = await other.block()
            assert heard is not None
            assert heard.data is None

    async def test_is_nobody_without_a_token_a_right_or_a_cursor_of_their_own(
        self, http: httpx.AsyncClient, api: Api, school: Speaker, police: Speaker
    ) -> None:
        stolen = {"Last-Event-ID": await the_end(school)}
        for headers, status, code in (
            ({}, httpx.codes.UNAUTHORIZED, "unauthenticated"),
            (api.role("monitor").headers, httpx.codes.FORBIDDEN, "role-may-not"),
            ({**police.headers, **stolen}, httpx.codes.BAD_REQUEST, "invalid-cursor"),
        ):
            answer = await http.get(STREAM, headers=headers)
            assert answer.status_code == status
            assert answer.json()["code"] == code


class TestWhoActsForAnother:
    async def test_is_given_what_was_there_on_every_way(
        self, http: httpx.AsyncClient, api: Api, school: Speaker
    ) -> None:
        health, end = api.agency("health"), await the_end(api.agency("health"))
        body = a_dispute(responding=[{"agency": "voluntary"}])
        raised = [await school.raises(body) for _ in range(2)]
        async with listening(http, health.headers, end) as listener:
            await listener.caught_up()

            await acts_for(api, "health", "voluntary")

            page = await health.get("/v1/events", params={"after": end})
            expected = sorted((one["id"], 1) for one in raised)
            assert await listener.events(2) == expected
        names = [f"{stream}.{version}" for stream, version in expected]
        assert [one["id"] for one in page.json()["items"]] == names


async def acts_for(api: Api, agency: str, other: str) -> None:
    """Say in the directory that an agency acts for another, unheard by this process."""
    services = api.services
    said = await services.catalogue.directory("worcestershire")
    assert said is not None
    entry = deepcopy(dict(said.content))
    for one in entry["agencies"]:
        if one["agency"] == agency:
            one["proxy_for"] = [other]
    await publish_directory(services.log, services.catalogue, [entry], clock=now)
