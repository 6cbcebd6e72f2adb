"""`concord record-restore`: who decided that the database was restored, on record."""

from datetime import date

from concord.accesses import CLIENT, operator
from concord.addresses import Addresses
from concord.errors import CannotGoOn
from concord.keeping.asking import expect_decides
from concord.opening import writing
from dispute_core.application.appends import of_one
from dispute_core.application.ports import Author, VersionConflict
from dispute_core.domain.board_records import LogRestored, log_restored
from dispute_core.domain.releases import Decider


async def record_restore(
    addresses: Addresses, code: str, decided_by: str, today: date
) -> list[str]:
    """Say in the log up to when it reaches, and by whose word; then every restore."""
    async with writing(addresses) as services:
        partnership = await services.catalogue.partnership(code)
        if partnership is None:
            raise CannotGoOn("There is no such partnership.")
        expect_decides(partnership, decided_by, today)
        past = await services.records.restores(code)
        position, reaches = await services.log.reader.head()
        event = log_restored(
            code,
            version=len(past) + 1,
            at=services.core.clock(),
            reaches=reaches,
            position=position,
            by=Decider(role="operator", office=decided_by),
        )
        author = Author(client=CLIENT, subject=operator())
        append = of_one(event, code, author, key=None, correlation=None)
        try:
            await services.core.log.append(append)
        except VersionConflict:
            raise CannotGoOn("Somebody else runs this command just now.") from None
        return [_told(one) for one in (*past, event)]


def _told(one: LogRestored) -> str:
    return (
        f"Restored, as recorded on {one.timestamp:%Y-%m-%d} on the word of "
        f"{one.by.office}: the log reaches to {one.reaches:%Y-%m-%d %H:%M:%S} UTC, "
        f"position {one.position}; what was recorded after that is lost."
    )
