"""Appending: one winner per version, repeats answered, losers alone in losing."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import asyncpg
import pytest

from dispute_core.application.ports import (
    AlreadyDone,
    Appended,
    OutsideItsTime,
    VersionConflict,
)
from dispute_core.domain.errors import Busy, KeyReused, Unavailable
from dispute_core.log import PostgresLog, Secrets, Writer
from dispute_core.log.statements import APPEND_LOCK
from tests.log.events import AT, an_append, codec, noted
from tests.support.databases import Database


class TestAppending:
    async def test_records_an_event_as_it_was_said(self, log: PostgresLog) -> None:
        append = an_append(text="The child said so.", correlation="c1", causation="e0")

        appended = await log.append(append)

        (recorded,) = await log.reader.stream(append.stream_id)
        assert recorded.position == 1
        assert recorded.version == appended.version == 1
        assert recorded.recorded_at == appended.recorded_at[0]
        assert recorded.occurred_at == AT
        assert recorded.facts == {"code": "a"}
        assert recorded.narrative == {"text": "The child said so."}
        assert (recorded.client, recorded.agency) == ("case-system", "school")
        assert (recorded.correlation, recorded.causation) == ("c1", "e0")
        assert "anna" not in recorded.subject_pseudonym
        assert not appended.replayed
        assert log.reader.event(recorded) == append.events[0]

    async def test_gives_positions_without_gaps_and_rising_times(
        self, log: PostgresLog
    ) -> None:
        await asyncio.gather(*(log.append(an_append(count=3)) for _ in range(40)))

        events = await log.after(0)

        assert [event.position for event in events] == list(range(1, 121))
        times = [event.recorded_at for event in events]
        assert all(earlier < later for earlier, later in pairwise(times))

    async def test_takes_several_events_whole_or_not_at_all(
        self, log: PostgresLog
    ) -> None:
        append = an_append(count=2)
        await log.append(append)

        with pytest.raises(VersionConflict):
            await log.append(an_append(append.stream_id, expected=1, count=3))

        assert len(await log.reader.stream(append.stream_id)) == 2

    async def test_links_each_event_to_the_one_before_it_in_its_stream(
        self, log: PostgresLog
    ) -> None:
        one, other = uuid4(), uuid4()
        await log.append(an_append(one, count=2))
        await log.append(an_append(other))
        await log.append(an_append(one, expected=2))

        events = await log.reader.stream(one)

        assert events[0].previous_hash is None
        assert events[1].previous_hash == events[0].hash
        assert events[2].previous_hash == events[1].hash


class TestRacing:
    async def test_has_one_winner_per_version(self, log: PostgresLog) -> None:
        stream = uuid4()

        for version in range(3):
            outcomes = await asyncio.gather(
                *(log.append(an_append(stream, expected=version)) for _ in range(64)),
                return_exceptions=True,
            )

            won = [it for it in outcomes if isinstance(it, Appended)]
            lost = [it for it in outcomes if isinstance(it, VersionConflict)]
            assert (len(won), len(lost)) == (1, 63)
            assert {it.current for it in lost} == {version + 1}

    async def test_lets_a_loser_fail_alone(self, log: PostgresLog) -> None:
        stale, good = an_append(expected=7), an_append()

        lost, won = await asyncio.gather(
            log.append(stale), log.append(good), return_exceptions=True
        )

        assert isinstance(lost, VersionConflict)
        assert lost.current == 0
        assert isinstance(won, Appended)


class TestRepeating:
    async def test_answers_a_repeat_with_what_was_recorded(
        self, log: PostgresLog
    ) -> None:
        append = an_append(key="k", count=2)

        first = await log.append(append)
        again = await log.append(an_append(append.stream_id, key="k", count=2))

        assert again.replayed
        assert (again.version, again.recorded_at) == (2, first.recorded_at)
        assert await log.head() == 2

    async def test_answers_twins_that_meet_with_one_event(
        self, log: PostgresLog
    ) -> None:
        outcomes = await asyncio.gather(
            *(log.append(an_append(key="k")) for _ in range(20))
        )

        assert sum(not it.replayed for it in outcomes) == 1
        assert len({(it.stream_id, it.version) for it in outcomes}) == 1
        assert await log.head() == 1

    async def test_refuses_the_key_for_another_request(self, log: PostgresLog) -> None:
        await log.append(an_append(key="k", body=b"one"))

        with pytest.raises(KeyReused):
            await log.append(an_append(key="k", body=b"other"))
        with pytest.raises(KeyReused):
            await log.find(an_append(key="k", body=b"other").idempotency)  # type: ignore[arg-type]

    async def test_takes_the_same_key_of_another_client_as_new(
        self, log: PostgresLog
    ) -> None:
        await log.append(an_append(key="k", client="one"))

        other = await log.append(an_append(key="k", client="other"))

        assert not other.replayed

    async def test_records_no_key_of_an_append_that_lost(
        self, log: PostgresLog
    ) -> None:
        with pytest.raises(VersionConflict):
            await log.append(an_append(expected=3, key="k"))

        assert not (await log.append(an_append(key="k"))).replayed

    async def test_finds_what_a_key_recorded(self, log: PostgresLog) -> None:
        append = an_append(key="k", count=2)
        assert append.idempotency
        assert await log.find(append.idempotency) is None

        appended = await log.append(append)

        found = await log.find(append.idempotency)
        assert found
        assert (found.version, found.recorded_at) == (2, appended.recorded_at)
        assert found.replayed


class TestConditions:
    async def test_records_what_has_a_dedupe_key_once(self, log: PostgresLog) -> None:
        stream = uuid4()
        await log.append(an_append(stream, dedupe=["breach:1"]))

        with pytest.raises(AlreadyDone):
            await log.append(an_append(stream, expected=1, dedupe=["breach:1"]))

        await log.append(an_append(stream, expected=1, dedupe=["breach:2"]))

    async def test_gives_one_of_two_in_a_batch_the_dedupe_key(
        self, log: PostgresLog
    ) -> None:
        outcomes = await asyncio.gather(
            *(log.append(an_append(dedupe=["breach:1"])) for _ in range(10)),
            return_exceptions=True,
        )

        assert sum(isinstance(it, Appended) for it in outcomes) == 1
        assert sum(isinstance(it, AlreadyDone) for it in outcomes) == 9

    async def test_waits_for_no_instant_that_has_not_come(
        self, log: PostgresLog
    ) -> None:
        soon = datetime.now(UTC) + timedelta(hours=1)

        with pytest.raises(OutsideItsTime) as refused:
            await log.append(an_append(not_before=soon))

        assert refused.value.at < soon
        await log.append(an_append(not_before=datetime.now(UTC) - timedelta(hours=1)))

    async def test_records_nothing_from_the_instant_on_that_ends_it(
        self, log: PostgresLog
    ) -> None:
        past = datetime.now(UTC) - timedelta(seconds=1)

        with pytest.raises(OutsideItsTime) as refused:
            await log.append(an_append(not_after=past))

        assert refused.value.at >= past
        await log.append(an_append(not_after=datetime.now(UTC) + timedelta(hours=1)))


class TestGivingUp:
    async def test_does_not_undo_an_append_whose_caller_went_away(
        self, log: PostgresLog
    ) -> None:
        append = an_append()
        caller = asyncio.create_task(log.append(append))
        await asyncio.sleep(0)
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller

        await log.append(an_append())

        assert len(await log.reader.stream(append.stream_id)) == 1

    async def test_writes_what_waits_before_it_closes(self, log: PostgresLog) -> None:
        waiting = [asyncio.create_task(log.append(an_append())) for _ in range(5)]
        await asyncio.sleep(0)

        await log.writer.close()

        assert all(isinstance(it, Appended) for it in await asyncio.gather(*waiting))


class TestGrouping:
    async def test_puts_all_that_waits_into_few_transactions(
        self, log: PostgresLog, administrator: asyncpg.Connection
    ) -> None:
        await log.append(an_append())

        await asyncio.gather(*(log.append(an_append()) for _ in range(100)))

        transactions = await administrator.fetchval(
            "SELECT count(DISTINCT xmin::text) FROM events"
        )
        assert transactions <= 4

    @pytest.mark.parametrize(
        ("text", "at_most"), [(None, 2 * 256), ("x" * 300_000, 2 * 4)]
    )
    async def test_bounds_a_transaction(
        self,
        log: PostgresLog,
        administrator: asyncpg.Connection,
        text: str | None,
        at_most: int,
    ) -> None:
        count = 300 if text is None else 8

        await asyncio.gather(*(log.append(an_append(text=text)) for _ in range(count)))

        largest = await administrator.fetchval(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM events GROUP BY xmin::text)"
        )
        assert largest <= at_most / 2

    async def test_refuses_at_once_what_the_queue_cannot_hold(
        self, database: Database, administrator: asyncpg.Connection, secrets: Secrets
    ) -> None:
        writer = Writer(
            database.writer_url, codec=codec(), secrets=secrets, capacity=10
        )
        await writer.start()
        await administrator.execute("BEGIN")
        await administrator.execute(f"SELECT pg_advisory_xact_lock({APPEND_LOCK})")
        waiting = [asyncio.create_task(writer.append(an_append()))]
        await asyncio.sleep(0.2)  # the first batch waits for the lock
        waiting += [asyncio.create_task(writer.append(an_append())) for _ in range(10)]
        await asyncio.sleep(0)

        with pytest.raises(Busy):
            await writer.append(an_append())

        await administrator.execute("COMMIT")
        assert len(await asyncio.gather(*waiting)) == 11
        await writer.close()


class TestBeingCutOff:
    async def test_goes_on_when_an_idle_connection_died(
        self, log: PostgresLog, administrator: asyncpg.Connection
    ) -> None:
        for _ in range(3):
            await log.append(an_append())
            await administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'concord-writer'"
                " AND datname = current_database()"
            )

        assert await log.head() == 3

    async def test_appends_to_a_writable_primary_only(
        self, log: PostgresLog, database: Database, administrator: asyncpg.Connection
    ) -> None:
        read_only = f"ALTER DATABASE {database.name} SET default_transaction_read_only"
        await administrator.execute(f"{read_only} = on")
        with pytest.raises(Unavailable):
            await log.append(an_append())

        await administrator.execute("SET default_transaction_read_only = off")
        await administrator.execute(f"{read_only} = off")

        await log.append(an_append())

    async def test_answers_a_repeat_from_what_a_commit_proved_durable(
        self, log: PostgresLog, administrator: asyncpg.Connection
    ) -> None:
        append = an_append(key="k")
        await log.append(append)
        head = "SELECT xmin::text FROM head"
        before = await administrator.fetchval(head)

        assert append.idempotency
        assert await log.find(append.idempotency)

        assert await administrator.fetchval(head) != before
        assert await log.head() == 1


class TestRefusing:
    @pytest.mark.parametrize(
        "broken",
        [
            {"events": []},
            {"events": [noted(uuid4(), 1)]},
            {"partnership": "a\x00b"},
            {"correlation": "\ud800"},
        ],
    )
    async def test_refuses_what_could_not_be_stored(
        self, log: PostgresLog, broken: dict[str, object]
    ) -> None:
        with pytest.raises(ValueError, match=r".+"):
            await log.append(an_append(**broken))  # type: ignore[arg-type]

        assert await log.head() == 0
