"""What every log promises: one suite, run on the real log and on the one in memory."""

from asyncio import gather
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
import uuid_utils.compat as uuid_utils

from dispute_core.application.ports import (
    AlreadyDone,
    Appended,
    Log,
    OutsideItsTime,
    VersionConflict,
)
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import DisputeNotFound, KeyReused
from tests.support.appends import AT, a_key, noting, raising
from tests.support.story import state_of

HOUR = timedelta(hours=1)


class LogPromises:
    """Give a `log` fixture to run these against a log."""

    async def _raised(self, log: Log) -> UUID:
        return (await log.append(raising())).stream_id

    async def test_gives_back_what_it_was_given(self, log: Log) -> None:
        append = raising()

        appended = await log.append(append)
        loaded = await log.load(append.stream_id)

        told = append.after
        assert isinstance(told, Dispute)
        told.stamp(appended.version, appended.recorded_at)
        assert state_of(loaded.dispute) == state_of(told)
        assert [event.topic for event in loaded.events] == ["dispute.raised"]
        assert loaded.events[0].agency == "school"
        assert loaded.events[0].occurred_at == AT

    async def test_keeps_names_and_free_text_out_of_the_facts(self, log: Log) -> None:
        dispute_id = await self._raised(log)

        [event] = (await log.load(dispute_id)).events

        assert "R. Example" not in repr(event.facts)
        assert "R. Example" in repr(event.narrative)

    async def test_finds_no_dispute_that_was_not_raised(self, log: Log) -> None:
        with pytest.raises(DisputeNotFound):
            await log.load(uuid_utils.uuid7())

    async def test_counts_versions_from_one_without_gaps(self, log: Log) -> None:
        dispute_id = await self._raised(log)

        appended = await log.append(
            noting((await log.load(dispute_id)).dispute, events=3)
        )

        assert appended.version == 4
        events = (await log.load(dispute_id)).events
        assert [event.version for event in events] == [1, 2, 3, 4]

    async def test_records_at_strictly_increasing_times(self, log: Log) -> None:
        dispute_id = await self._raised(log)
        await log.append(noting((await log.load(dispute_id)).dispute, events=5))
        await log.append(noting((await log.load(dispute_id)).dispute))

        events = (await log.load(dispute_id)).events

        for earlier, later in pairwise(events):
            assert later.recorded_at > earlier.recorded_at
            assert later.position > earlier.position

    async def test_lets_one_append_to_a_version_win(self, log: Log) -> None:
        dispute_id = await self._raised(log)
        rivals = [
            noting((await log.load(dispute_id)).dispute, text=f"Note {number}")
            for number in range(8)
        ]

        outcomes = await gather(*map(log.append, rivals), return_exceptions=True)

        won = [outcome for outcome in outcomes if isinstance(outcome, Appended)]
        lost = [outcome for outcome in outcomes if isinstance(outcome, VersionConflict)]
        assert (len(won), len(lost)) == (1, 7)
        assert {outcome.current for outcome in lost} == {2}
        assert len((await log.load(dispute_id)).events) == 2

    async def test_gives_the_first_answer_to_a_repeat(self, log: Log) -> None:
        key = a_key()
        first = await log.append(raising(key))

        again = await log.append(raising(key))

        assert again.replayed
        assert not first.replayed
        assert replace(again, replayed=False, recorded_at=()) == replace(
            first, recorded_at=()
        )
        assert tuple(again.recorded_at) == tuple(first.recorded_at)

    async def test_records_one_of_two_twins_in_flight(self, log: Log) -> None:
        key = a_key()

        one, other = await gather(log.append(raising(key)), log.append(raising(key)))

        assert one.stream_id == other.stream_id
        assert [one.replayed, other.replayed].count(True) == 1

    async def test_refuses_a_key_with_another_request(self, log: Log) -> None:
        key = a_key()
        await log.append(raising(key))

        with pytest.raises(KeyReused):
            await log.append(raising(replace(key, fingerprint=b"another")))
        with pytest.raises(KeyReused):
            await log.find(replace(key, fingerprint=b"another"))

    async def test_keeps_the_keys_of_clients_apart(self, log: Log) -> None:
        key = a_key()
        first = await log.append(raising(key))

        other = await log.append(raising(replace(key, client="police-system")))

        assert not other.replayed
        assert other.stream_id != first.stream_id

    async def test_finds_what_a_key_recorded(self, log: Log) -> None:
        key = a_key()
        assert await log.find(key) is None
        appended = await log.append(raising(key))

        found = await log.find(key)

        assert found is not None
        assert (found.stream_id, found.version) == (appended.stream_id, 1)

    async def test_records_no_key_of_an_append_that_lost(self, log: Log) -> None:
        key = a_key()
        early = datetime.now(UTC) + HOUR
        with pytest.raises(OutsideItsTime):
            await log.append(replace(raising(key), not_before=early))

        assert await log.find(key) is None

    async def test_does_a_thing_with_a_dedupe_key_once(self, log: Log) -> None:
        dispute_id = await self._raised(log)
        key = f"{dispute_id}/stage-1.discuss/1/breach"
        first = noting((await log.load(dispute_id)).dispute)
        await log.append(replace(first, dedupe=[key]))
        again = noting((await log.load(dispute_id)).dispute)

        with pytest.raises(AlreadyDone):
            await log.append(replace(again, dedupe=["something else", key]))

        assert len((await log.load(dispute_id)).events) == 2

    async def test_records_nothing_before_its_time(self, log: Log) -> None:
        append = raising()
        early = datetime.now(UTC) + HOUR

        with pytest.raises(OutsideItsTime) as lost:
            await log.append(replace(append, not_before=early))

        assert lost.value.at < early
        with pytest.raises(DisputeNotFound):
            await log.load(append.stream_id)

    async def test_records_nothing_from_its_last_instant_on(self, log: Log) -> None:
        append = raising()
        past = (await log.append(raising())).recorded_at[-1]

        with pytest.raises(OutsideItsTime) as lost:
            await log.append(replace(append, not_after=past))

        assert lost.value.at >= past
        with pytest.raises(DisputeNotFound):
            await log.load(append.stream_id)

    async def test_records_within_its_time(self, log: Log) -> None:
        past = (await log.append(raising())).recorded_at[-1]
        late = datetime.now(UTC) + HOUR

        appended = await log.append(replace(raising(), not_before=past, not_after=late))

        assert past <= appended.recorded_at[0] < late

    async def test_shows_a_dispute_as_of_a_version(self, log: Log) -> None:
        dispute_id = await self._raised(log)
        await log.append(noting((await log.load(dispute_id)).dispute, events=2))

        loaded = await log.load(dispute_id, version=2)

        assert loaded.dispute.version == 2
        assert len(loaded.dispute.records) == 1
        for absent in (0, 4):
            with pytest.raises(DisputeNotFound):
                await log.load(dispute_id, version=absent)

    async def test_shows_a_dispute_as_it_was_recorded_at_an_instant(
        self, log: Log
    ) -> None:
        first = await log.append(raising())
        dispute_id = first.stream_id
        second = await log.append(noting((await log.load(dispute_id)).dispute))
        microsecond = timedelta(microseconds=1)

        async def version_at(instant: datetime) -> int:
            return (await log.load(dispute_id, as_at=instant)).dispute.version

        assert await version_at(second.recorded_at[0]) == 2
        assert await version_at(second.recorded_at[0] - microsecond) == 1
        assert await version_at(first.recorded_at[0]) == 1
        with pytest.raises(DisputeNotFound):
            await log.load(dispute_id, as_at=first.recorded_at[0] - microsecond)
