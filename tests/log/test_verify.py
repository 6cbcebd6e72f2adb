"""Verifying: every planted change is found, and erasing is no damage."""

# ruff: noqa: S608 - damage is planted by SQL put together here
from collections.abc import Awaitable, Callable
from uuid import uuid4

import asyncpg
import pytest

from dispute_core.log import PostgresLog, Secrets, roles
from dispute_core.log.verify import Report, verify, verify_on
from tests.log.events import an_append
from tests.support.databases import Database

ONE_BIT = "set_byte({0}, 20, get_byte({0}, 20) # 1)"

SWAPPED = (
    "UPDATE event_narratives n SET sealed = m.sealed FROM event_narratives m"
    " WHERE n.position = 1 AND m.position = 2"
)

Plant = Callable[[str], Awaitable[Report]]

HEADER = {
    "stream_id": "gen_random_uuid()",
    "version": "version + 7",
    "topic": "topic || 'x'",
    "partnership": "'bexley'",
    "agency": "'police'",
    "client": "'other'",
    "subject": "'other'",
    "correlation": "'other'",
    "causation": "'other'",
    "occurred_at": "occurred_at + interval '1 microsecond'",
    "recorded_at": "recorded_at + interval '1 microsecond'",
    "facts_hash": "sha256('x')",
    "narrative_hash": "sha256('x')",
    "previous_hash": "sha256('x')",
    "hash": "sha256('x')",
}


CONTENT = [
    ("""UPDATE event_bodies SET facts = '{"code": "a"}' WHERE position = 3""", 3),
    (
        (
            "UPDATE event_bodies SET salt = set_byte(salt, 0, get_byte(salt, 0) # 255)"
            " WHERE position = 3"
        ),
        3,
    ),
    ("UPDATE event_narratives SET sealed = sealed || 'x' WHERE position = 3", 3),
    (f"UPDATE event_narratives SET sealed = {ONE_BIT.format('sealed')}", 1),
    ("UPDATE event_narratives SET key_id = gen_random_uuid()", 4),
    (SWAPPED, 1),
    (f"UPDATE keys SET wrapped = {ONE_BIT.format('wrapped')}", 1),
    ("DELETE FROM event_bodies WHERE position = 2", 2),
    ("DELETE FROM event_narratives WHERE position = 2", 2),
    ("DELETE FROM events WHERE position = 2", 2),
    ("INSERT INTO event_bodies VALUES (9, '0123456789abcdef', '{}')", 9),
    ("INSERT INTO event_narratives VALUES (9, gen_random_uuid(), 'x')", 9),
]


ENDS = [
    "DELETE FROM events WHERE position = 4",
    "DELETE FROM events WHERE position = 4; UPDATE head SET position = 3",
    "UPDATE head SET position = 5",
    "UPDATE head SET recorded_at = recorded_at + interval '1 second'",
    "DELETE FROM head",
    "DELETE FROM streams",
    "UPDATE streams SET version = version + 1",
    "UPDATE streams SET last_hash = sha256('x')",
    "INSERT INTO streams VALUES (gen_random_uuid(), 1, sha256('x'))",
]


@pytest.fixture
async def plant(
    log: PostgresLog,
    administrator: asyncpg.Connection,
    secrets: Secrets,
) -> Plant:
    """Fill a log with two streams, change it as only a superuser can, and verify."""
    one, other = uuid4(), uuid4()
    await log.append(an_append(one, count=2, text="What was said."))
    await log.append(an_append(other, text="What others said."))
    await log.append(an_append(one, expected=2, text="And then."))

    for table in ("events", "event_bodies", "event_narratives", "head", "streams"):
        # The superuser is the one whom only hashes can hold to account.
        await administrator.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")

    async def planted(change: str) -> Report:
        undo = administrator.transaction()
        await undo.start()
        await administrator.execute(change)
        report = await verify_on(administrator, secrets)
        await undo.rollback()
        return report

    return planted


class TestVerifying:
    async def test_finds_an_untouched_log_sound(self, plant: Plant) -> None:
        report = await plant("SELECT 1")

        assert report.sound
        assert (report.events, report.streams, report.head) == (4, 2, 4)
        assert report.narratives_erased == 0

    async def test_finds_an_empty_log_sound(self, database: Database) -> None:
        assert (await verify(database.reader_url)).sound

    async def test_finds_a_change_of_any_header_field(self, plant: Plant) -> None:
        for column, value in HEADER.items():
            report = await plant(
                f"UPDATE events SET {column} = {value} WHERE position = 2"
            )

            assert 2 in {damage.position for damage in report.damage}, column

    async def test_finds_a_change_of_what_was_said(self, plant: Plant) -> None:
        for change, position in CONTENT:
            report = await plant(change)

            assert position in {damage.position for damage in report.damage}, change

    async def test_finds_an_end_that_does_not_fit(self, plant: Plant) -> None:
        for change in ENDS:
            report = await plant(change)

            assert not report.sound, change

    async def test_finds_two_events_that_changed_places(self, plant: Plant) -> None:
        report = await plant(
            "UPDATE events SET position = -position + 100 WHERE position IN (2, 3);"
            "UPDATE events SET position = 101 - (position - 96) WHERE position > 90"
        )

        assert {2, 3} <= {damage.position for damage in report.damage}

    async def test_finds_an_event_put_in_at_the_end(self, plant: Plant) -> None:
        report = await plant(
            "INSERT INTO events SELECT 5, gen_random_uuid(), 1, topic, partnership,"
            " agency, client, subject, correlation, causation, occurred_at,"
            " recorded_at + interval '1 second', facts_hash, NULL, NULL, hash"
            " FROM events WHERE position = 4;"
            "INSERT INTO event_bodies SELECT 5, salt, facts FROM event_bodies"
            " WHERE position = 4; UPDATE head SET position = 5"
        )

        assert 5 in {damage.position for damage in report.damage}

    async def test_says_in_plain_words_what_it_found(self, plant: Plant) -> None:
        report = await plant("UPDATE events SET client = 'x' WHERE position = 2")

        assert str(report.damage[0]) == "position 2: its header or its hash was changed"


class TestErasing:
    async def test_is_no_damage_when_the_key_is_gone_too(self, plant: Plant) -> None:
        report = await plant(
            "DELETE FROM event_narratives WHERE position IN (1, 2, 4);"
            "DELETE FROM keys WHERE stream_id ="
            " (SELECT stream_id FROM events WHERE position = 1)"
        )

        assert report.sound
        assert report.narratives_erased == 3

    async def test_counts_from_the_moment_the_key_is_destroyed(
        self, plant: Plant
    ) -> None:
        report = await plant("DELETE FROM keys")

        assert report.sound
        assert report.narratives_erased == 4

    async def test_may_be_followed_by_new_narrative_under_a_new_key(
        self, log: PostgresLog, database: Database, secrets: Secrets
    ) -> None:
        stream = uuid4()
        await log.append(an_append(stream, text="To be erased."))
        eraser = await asyncpg.connect(database.url(roles.ERASER))
        await eraser.execute("DELETE FROM event_narratives")
        await eraser.execute("DELETE FROM keys")
        await eraser.close()

        await log.append(an_append(stream, expected=1, text="Said later."))

        before, after = await log.reader.stream(stream)
        assert before.erased
        assert before.narrative is None
        assert log.reader.event(before).text is None
        assert after.narrative == {"text": "Said later."}
        report = await verify(database.reader_url, secrets)
        assert report.sound
        assert report.narratives_erased == 1
