"""Publishing the statistics of a reporting year, for those beside the board office."""

from dataclasses import replace

from dispute_core.application.boards.records import (
    Recording,
    Records,
    append,
    found_partnership,
)
from dispute_core.application.boards.statistics import (
    Published,
    read_published,
)
from dispute_core.application.core import Core
from dispute_core.application.once import once
from dispute_core.application.ports import Appended, VersionConflict
from dispute_core.domain.board_records import publication
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.refusals.boards import StatisticsPublishedBefore, YearNotOver
from dispute_core.domain.refusals.directories import NotForTraining
from dispute_core.statistics.editions import Lists, edition
from dispute_core.statistics.periods import reporting_year


async def publish_statistics(
    recording: Recording, year: int, core: Core, records: Records
) -> Published:
    """Publish a reporting year that is over, once."""

    async def publish() -> Published:
        return await _publish(recording, year, core, records)

    async def answered(_: Appended) -> Published:
        published = await _edition_of(recording, year, core, records)
        return replace(published, replayed=True)

    return await once(core, recording.key, publish, answered)


async def _publish(
    recording: Recording, year: int, core: Core, records: Records
) -> Published:
    partnership = await found_partnership(recording.caller, recording.partnership, core)
    if partnership.training:
        raise NotForTraining
    now = core.clock()
    if reporting_year(year).ends_at > now:
        raise YearNotOver
    known = await records.facts(partnership.code)
    concerns = await records.concern_facts(partnership.code)
    made = edition(year, known, await _lists(partnership, core), concerns)
    event = publication(
        partnership.code,
        year,
        made.opened,
        made.tables,
        by=recording.by,
        at=now,
    )
    try:
        appended = await append(recording, core, event)
    except VersionConflict:
        raise StatisticsPublishedBefore from None
    published = await _edition_of(recording, year, core, records)
    return replace(published, replayed=appended.replayed)


async def _edition_of(
    recording: Recording, year: int, core: Core, records: Records
) -> Published:
    return await read_published(
        recording.caller, recording.partnership, reporting_year(year), core, records
    )


async def _lists(partnership: Partnership, core: Core) -> Lists:
    """The cells of the tables, which never depend on what is counted in them."""
    codes: set[str] = set()
    for entry in partnership.policies:
        policy = await core.catalogue.policy(entry.ref)
        if policy is not None:
            codes |= {category.code for category in policy.categories}
    return Lists(agencies=frozenset(partnership.agencies), categories=frozenset(codes))
