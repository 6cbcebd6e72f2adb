"""Gaining and losing sight of a dispute: emergencies, mandates, and being removed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from dispute_core.application.caller import Mandate
from dispute_core.domain.acts.opening import LASTS
from tests.api.rights.prepared import (
    DAY,
    HERE,
    NIGHT,
    REASON,
    THERE,
    People,
    untold,
)
from tests.support.api import Api, Json, Speaker, a_dispute
from tests.support.databases import Database, rows_with

pytestmark = pytest.mark.asyncio(loop_scope="package")

PAPERS = ("record", "submission-pack", "file-text", "written-concern")
READINGS = ("", "/events", "/deadlines", "/notices", *(f"/{one}" for one in PAPERS))


@asynccontextmanager
async def later(api: Api, by: timedelta) -> AsyncIterator[None]:
    """The service, some time later."""
    context, services = api.context, api.services
    clock = services.core.clock
    core = replace(services.core, clock=lambda: clock() + by)
    api.app.state.context = replace(context, services=replace(services, core=core))
    try:
        yield
    finally:
        api.app.state.context = context


async def seen_by(speaker: Speaker, dispute: Json) -> dict[str, int]:
    """What each way of reading it answers."""
    path = f"/v1/disputes/{dispute['id']}"
    answers = {one: await speaker.get(path + one) for one in READINGS}
    return {one: answer.status_code for one, answer in answers.items()}


async def listed_by(speaker: Speaker, dispute: Json) -> set[str]:
    """Which lists name it."""
    found = set()
    for path in ("/v1/disputes", "/v1/breaches", "/v1/events"):
        if dispute["id"] in (await speaker.get(path)).text:
            found.add(path)
    return found


class TestAnEmergency:
    async def test_opens_for_reading_what_is_hidden_and_tells_its_parties(
        self,
        people: People,
        database: Database,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        officer, school = people.board(DAY), people.agency("school")
        dispute = await school.raises(a_dispute(partnership=HERE))
        path = f"/v1/disputes/{dispute['id']}"
        kept = {"kind": "note", "text": "For ourselves.", "visible_to": "own_agency"}
        dispute = await school.does("records", dispute, kept)
        assert set((await seen_by(officer, dispute)).values()) == {404}

        opened = await officer.post(
            f"{path}/emergency-access", {**REASON, "name": "A. Officer"}
        )

        assert opened.status_code == 201, opened.text
        assert opened.json()["records"] == []
        assert opened.json()["allowed"] == []
        assert set((await seen_by(officer, dispute)).values()) == {200}
        written = await officer.post(f"{path}/records", kept, version=3)
        assert written.status_code == 403
        for reader in (school, people.agency("social-care"), people.auditor()):
            (access,) = (await reader.get(path)).json()["emergency_accesses"]
            assert (access["office"], access["purpose"]) == (DAY, "risk_to_life")
            assert access["reason"] == REASON["reason"]
            assert access["by"]["name"] == "A. Officer"
            events = (await reader.get(f"{path}/events")).json()["items"]
            assert events[-1]["type"] == "dispute.emergency_access_opened"
        logged = capsys.readouterr().out
        for words in ("A. Officer", REASON["reason"]):
            assert words not in logged
            assert await rows_with(database, words) == []

    async def test_is_over_after_some_hours_and_is_not_opened_by_a_repeat(
        self, api: Api, people: People
    ) -> None:
        officer = people.board(NIGHT)
        dispute = await people.agency("school").raises(a_dispute(partnership=HERE))
        path = f"/v1/disputes/{dispute['id']}/emergency-access"
        first = await officer.post(path, REASON, key="once")
        again = await officer.post(path, REASON, key="once")
        assert again.content == first.content
        assert again.headers["Idempotency-Replayed"] == "true"
        anew = await officer.post(path, REASON)
        assert (anew.status_code, anew.json()["code"]) == (409, "seen-anyway")

        async with later(api, LASTS + timedelta(seconds=1)):
            assert set((await seen_by(officer, dispute)).values()) == {404}
            over = await officer.post(path, REASON, key="once")
            assert (over.status_code, over.json()["code"]) == (409, "emergency-over")
            assert (await officer.post(path, REASON)).status_code == 201

    async def test_is_for_the_named_few_of_the_partnership(
        self, people: People
    ) -> None:
        school = people.agency("school")
        dispute = await school.raises(a_dispute(partnership=HERE))
        path = f"/v1/disputes/{dispute['id']}/emergency-access"
        others = (
            people.board("board-manager"),
            people.agency("police"),
            people.board(NIGHT, THERE),
        )

        for other in others:
            assert (await other.post(path, REASON)).status_code == 404
        for reader in (school, people.auditor()):
            assert (await reader.post(path, REASON)).status_code == 403
        no_reason = await people.board(NIGHT).post(path, {"purpose": "other"})
        assert no_reason.status_code == 422
        unchanged = await school.get(f"/v1/disputes/{dispute['id']}")
        assert unchanged.json()["version"] == 1

    async def test_ends_with_the_office(self, people: People) -> None:
        officer, board = people.agency("police", office=NIGHT), people.board()
        dispute = await untold(people, "open")
        assert set((await seen_by(officer, dispute)).values()) == {200}
        directory = f"/v1/partnerships/{HERE}"
        shown = await board.get(f"{directory}/directory")
        body = {"office": NIGHT, "name": NIGHT, "kind": "other", "reason": "No rota."}

        version = int(shown.headers["ETag"].strip('"'))
        changed = await board.post(f"{directory}/offices", body, version=version)

        assert changed.status_code == 201, changed.text
        assert set((await seen_by(officer, dispute)).values()) == {404}
        body = {**body, "kind": "emergency-access"}
        await board.post(f"{directory}/offices", body, version=version + 1)


class TestAMandate:
    async def test_begins_and_ends_with_its_days_whatever_the_token_says(
        self, api: Api, people: People
    ) -> None:
        dispute = await people.agency("school").raises(a_dispute(partnership=HERE))
        today = api.services.core.clock().date()
        until = Mandate(
            from_date=today - timedelta(days=1),
            to_date=today + timedelta(days=2),
            purpose="case-review",
        )
        auditor = people.auditor(mandate=until)

        assert set((await seen_by(auditor, dispute)).values()) == {200}
        for days in (-3, 4):
            async with later(api, timedelta(days=days)):
                assert set((await seen_by(auditor, dispute)).values()) == {404}
                assert (await auditor.get("/v1/disputes")).status_code == 403
                assert (await auditor.get("/v1/events")).status_code == 403


class TestAnAgencyThatIsRemoved:
    async def test_loses_it_at_once_everywhere(self, people: People) -> None:
        school, police = people.agency("school"), people.agency("police")
        responding = [{"agency": "social-care"}, {"agency": "police"}]
        raised = a_dispute(partnership=HERE, responding=responding)
        dispute = await school.raises(raised)
        own = {"kind": "note", "text": "Our own note.", "visible_to": "own_agency"}
        path = f"/v1/disputes/{dispute['id']}"
        noted = await police.post(f"{path}/records", own, version=1, key="noted")
        assert set((await seen_by(police, dispute)).values()) == {200}
        assert await listed_by(police, dispute) == {"/v1/disputes", "/v1/events"}

        leaves = {"change": "remove", "side": "responding", "agency": "police"}
        await school.does("parties", noted.json(), leaves)

        assert set((await seen_by(police, dispute)).values()) == {404}
        assert await listed_by(police, dispute) == set()
        again = await police.post(f"{path}/records", own, version=1, key="noted")
        assert again.status_code == 404
        assert (
            dispute["reference"]
            not in (await police.get("/v1/agencies/police/log")).text
        )
        earlier = await police.get(f"{path}?version=1")
        assert earlier.status_code == 404

    async def test_that_comes_back_sees_it_again(self, people: People) -> None:
        school, police = people.agency("school"), people.agency("police")
        dispute = await untold(people, "open")
        joins = {"change": "add", "side": "responding", "agency": "police"}

        await school.does("parties", dispute, joins)

        assert set((await seen_by(police, dispute)).values()) == {200}
        assert await listed_by(police, dispute) == {"/v1/disputes", "/v1/events"}
