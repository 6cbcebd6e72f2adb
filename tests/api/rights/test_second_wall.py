"""With the first wall down the database alone shows nobody what is hidden from them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import httpx
import pytest
import pytest_asyncio

from dispute_api.app import core_settings
from dispute_api.layers.reads import READS
from dispute_core.application.authorization.decision import RULE_OF, decide
from dispute_core.application.authorization.relations import Kind
from dispute_core.application.authorization.rules import Deny
from dispute_core.application.authorization.second_wall import ReadsAs
from dispute_core.bootstrap import open_core
from dispute_core.log import roles
from dispute_core.walled import READS_AS
from tests.api.rights.asking import ask
from tests.api.rights.casting import Cast
from tests.api.rights.prepared import HERE, Actor, Thing
from tests.support.api import Api, running
from tests.support.databases import Database
from tests.support.first_wall import without_first_wall

pytestmark = pytest.mark.asyncio(loop_scope="package")

OF_DISPUTES = [name for name, rule in RULE_OF.items() if rule.on == "dispute"]
LISTS = {
    "/v1/disputes": "listDisputes",
    "/v1/breaches": "listBreaches",
    "/v1/events?limit=200": "readEventFeed",
    # What was refused names what one asked for oneself, hidden or absent.
    "/v1/accesses?outcome=answered": "listAccesses",
    "/v1/monitoring-copies": "listMonitoringCopies",
    "/v1/agencies/school/log": "exportAgencyLog",
    f"/v1/partnerships/{HERE}/audit-sample?size=50": "drawAuditSample",
}
PUBLIC = {
    "alembic_version",
    "head",
    "projection_positions",
    "worker_heartbeats",
    "webhook_endpoints",
    "webhook_attempts",
}
"""The tables without a dispute's rows."""

OF_EVERYTHING = {"events", "event_bodies", "event_narratives", "idempotency"}
"""The log holds policies, calendars and directories too, which anybody may know."""

READABLE = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class AS c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
  AND has_table_privilege('concord_api', c.oid, 'SELECT')
"""


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def unguarded(api: Api) -> AsyncIterator[Api]:
    """The same log behind an application that lets everybody through."""
    opening = without_first_wall(lambda: open_core(core_settings(api.settings)))
    async with running(api.settings, api.issuer, opening) as unguarded:
        yield unguarded


@pytest.fixture(scope="module")
def things(cast: Cast, unguarded: Api) -> list[Thing]:
    """One dispute of which the board is not told and one of which it is."""
    return [
        replace(thing, actors=tuple(_at(unguarded, one) for one in thing.actors))
        for thing in cast["dispute"][:2]
    ]


def _at(api: Api, actor: Actor) -> Actor:
    return replace(actor, speaker=replace(actor.speaker, http=api.http))


class TestTheSecondWall:
    @pytest.mark.parametrize("name", OF_DISPUTES)
    async def test_hides_alone_whatever_the_table_hides(
        self, things: list[Thing], name: str
    ) -> None:
        seen = [
            f"{actor.name}: {answer.status_code} {answer.text[:200]}"
            for thing in (things if name in READS else things[:1])
            for actor in thing.actors
            if decide(name, actor.stands).deny is Deny.HIDDEN
            for answer in [await ask(actor.speaker, name, thing, seen='"1"')]
            if answer.status_code != httpx.codes.NOT_FOUND
        ]

        assert seen == []

    @pytest.mark.parametrize("name", sorted(READS & set(OF_DISPUTES)))
    async def test_shows_whatever_the_table_shows(
        self, things: list[Thing], name: str
    ) -> None:
        refused = [
            f"{actor.name}: {answer.status_code} {answer.text[:200]}"
            for thing in things
            for actor in thing.actors
            if decide(name, actor.stands).deny is None
            for answer in [await ask(actor.speaker, name, thing)]
            if answer.is_error and answer.json()["code"] != "meeting-not-found"
        ]

        assert refused == []

    @pytest.mark.parametrize("path", LISTS)
    async def test_keeps_hidden_disputes_out_of_every_list(
        self, things: list[Thing], path: str
    ) -> None:
        for thing in things:
            dispute = thing.path["dispute_id"]
            for actor in thing.actors:
                answer = await actor.speaker.get(path)
                if _sees(actor) or answer.is_error:
                    continue
                assert dispute not in answer.text, actor.name

    async def test_lists_what_is_not_hidden(self, things: list[Thing]) -> None:
        for thing in things:
            for actor in thing.actors:
                if {"raising", "board_told", "auditor"} & set(actor.stands):
                    answer = await actor.speaker.get("/v1/disputes?limit=200")
                    assert thing.path["dispute_id"] in answer.text, actor.name

    async def test_gives_those_who_count_no_word_of_what_they_count(
        self, things: list[Thing], unguarded: Api
    ) -> None:
        board = next(one for one in things[0].actors if one.name == "board")

        copy = await ask(board.speaker, "getMonitoringCopy", things[0])
        record = await ask(board.speaker, "getRecord", things[0])

        assert copy.status_code == 200
        assert record.status_code == 404
        assert unguarded.settings.api_url


def _sees(actor: Actor) -> bool:
    return decide("getDispute", actor.stands).deny is None


class TestTheDatabase:
    async def test_shows_no_dispute_to_who_says_nothing_of_themselves(
        self, things: list[Thing], database: Database
    ) -> None:
        assert things
        connection = await asyncpg.connect(database.url(roles.API))
        found = {
            table: await connection.fetchval(f"SELECT count(*) FROM {table}")  # noqa: S608
            for table, _ in await connection.fetch(READABLE)
            if table not in PUBLIC | OF_EVERYTHING
        }
        topics = await connection.fetch("SELECT DISTINCT topic FROM events")
        bodies, events = await connection.fetchrow(
            "SELECT (SELECT count(*) FROM event_bodies), (SELECT count(*) FROM events)"
        )
        await connection.close()

        assert set(found.values()) == {0}, found
        assert not [one for (one,) in topics if one.startswith("dispute.")]
        assert bodies == events > 0

    async def test_shows_attempts_at_a_dispute_to_who_tried_and_to_its_auditor(
        self, things: list[Thing], api: Api
    ) -> None:
        dispute, began = UUID(things[0].path["dispute_id"]), datetime.now(UTC)
        for name in ("probation", "agency elsewhere"):
            actor = next(one for one in things[0].actors if one.name == name)
            await ask(actor.speaker, "getDispute", things[0])

        async def tried(kind: Kind, *agencies: str) -> set[str]:
            token = READS_AS.set(ReadsAs(HERE, kind, agencies))
            async with api.services.asking.pool.acquire() as connection:
                rows = await connection.fetch(
                    "SELECT partnership || ' ' || agency FROM accesses"
                    " WHERE asked = $1 AND agency IS NOT NULL AND read_at >= $2",
                    dispute,
                    began,
                )
            READS_AS.reset(token)
            return {row[0] for row in rows}

        everybody = await tried("auditor")
        assert {f"{HERE} probation"} < everybody
        assert not all(one.startswith(HERE) for one in everybody)
        assert await tried("agency", "probation") == {f"{HERE} probation"}
        assert await tried("agency", "school") == set()
        assert await tried("auditor_of_agency", "school") == set()
        assert await tried("board") == set()

    async def test_forgets_who_asked_with_the_end_of_the_question(
        self, things: list[Thing], api: Api
    ) -> None:
        school = next(one for one in things[0].actors if one.name == "school")
        await school.speaker.get(f"/v1/disputes/{things[0].path['dispute_id']}")

        async with api.services.asking.pool.acquire() as connection:
            left = await connection.fetchval(
                "SELECT coalesce(current_setting('concord.partnership', true), '')"
            )
            rows = await connection.fetchval("SELECT count(*) FROM dispute_summaries")

        assert (left, rows) == ("", 0)

    async def test_has_a_wall_before_every_table_that_holds_disputes(
        self, database: Database
    ) -> None:
        connection = await asyncpg.connect(database.url())
        readable = dict(await connection.fetch(READABLE))
        await connection.close()

        assert {table for table, walled in readable.items() if not walled} == PUBLIC

    async def test_lets_nobody_past_it_who_owns_no_role_of_its_own(
        self, database: Database
    ) -> None:
        connection = await asyncpg.connect(database.url())
        row = await connection.fetchrow(
            "SELECT rolsuper, rolbypassrls,"
            " pg_has_role('concord_api', tableowner, 'USAGE')"
            " FROM pg_roles, pg_tables WHERE rolname = 'concord_api'"
            " AND tablename = 'events'"
        )
        await connection.close()

        assert tuple(row) == (False, False, False)
