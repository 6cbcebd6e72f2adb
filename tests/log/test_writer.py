"""Appending: one winner per version, losers alone in losing."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from dispute_core.application.ports import (
    AlreadyDone,
    Appended,
    OutsideItsTime,
    VersionConflict,
)
from dispute_core.log import PostgresLog
from tests.log.events import AT, an_append, noted


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

    @pytest.mark.parametrize(
        "odd",
        [
            "\x00",
            "\\u0000",
            '\\"\\',
            "\U0001d11e\ue000",
            "\u2028\u007f\x1b",
            "\\x41",
            "",
        ],
    )
    async def test_keeps_every_character_to_the_byte(
        self, log: PostgresLog, odd: str
    ) -> None:
        append = an_append(text=odd)
        said = replace(append.events[0], code=odd)  # type: ignore[type-var]

        await log.append(replace(append, events=[said]))

        (recorded,) = await log.reader.stream(append.stream_id)
        assert recorded.facts == {"code": odd}
        assert log.reader.event(recorded) == said

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


async def _waiting(log: PostgresLog, appends: int) -> None:
    """Until so many appends wait for the writer's next turn."""
    while log.writer.depth() < appends:  # noqa: ASYNC110 - a number, without an event
        await asyncio.sleep(0)


class TestGivingUp:
    async def test_does_not_undo_an_append_whose_caller_went_away(
        self, log: PostgresLog
    ) -> None:
        append = an_append()
        caller = asyncio.create_task(log.append(append))
        await _waiting(log, 1)
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller

        await log.append(an_append())

        assert len(await log.reader.stream(append.stream_id)) == 1

    async def test_writes_what_waits_before_it_closes(self, log: PostgresLog) -> None:
        waiting = [asyncio.create_task(log.append(an_append())) for _ in range(5)]
        await _waiting(log, 5)

        await log.writer.close()

        assert all(isinstance(it, Appended) for it in await asyncio.gather(*waiting))


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
