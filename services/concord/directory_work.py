"""What `concord directory` does, on the log of the service itself."""

from concord.addresses import Addresses
from concord.errors import CannotGoOn
from concord.opening import reading, writing
from dispute_core.application.directories.changing import Keeping
from dispute_core.application.directories.importing import expect_fit, import_directory
from dispute_core.application.directories.reading import Store, read_directory
from dispute_core.application.policies.releasing import OPERATOR as AUTHOR
from dispute_core.bootstrap import Services, now
from dispute_core.domain.directory.gaps import gaps
from dispute_core.domain.directory.said import DirectoryEntry
from dispute_core.domain.releases import OPERATOR
from dispute_core.domain.working_time import local_date
from dispute_core.policies.directory_export import directory_file
from dispute_core.policies.directory_file import read_entries


async def import_file(addresses: Addresses, text: bytes, reason: str) -> str:
    """Take in every partnership of a file, once all of them have been found to fit."""
    entries = read_entries(text)
    async with writing(addresses) as services:
        kept = [await _keeping(services, entry, reason) for entry in entries]
        for keeping, entry in zip(kept, entries, strict=True):
            await expect_fit(keeping, entry)
        for keeping, entry in zip(kept, entries, strict=True):
            await import_directory(keeping, entry)
    return f"Imported: {', '.join(entry.code for entry in entries)}."


async def export_file(addresses: Addresses, code: str, *, names: bool) -> str:
    """The directory of a partnership as a file."""
    async with reading(addresses) as services:
        shown = await read_directory(code, _store(services))
    return directory_file(shown.said, names=names)


async def open_gaps(addresses: Addresses, code: str) -> list[str]:
    """What a directory leaves open today, a sentence each."""
    async with reading(addresses) as services:
        known = await services.catalogue.partnership(code)
    if known is None:
        message = f"There is no partnership {code}."
        raise CannotGoOn(message)
    found = [gap.text for gap in gaps(known, local_date(now()))]
    return found or ["The directory leaves nothing open."]


async def _keeping(services: Services, entry: DirectoryEntry, reason: str) -> Keeping:
    known = await services.catalogue.directory(entry.code)
    return Keeping(
        code=entry.code,
        by=OPERATOR,
        reason=reason,
        author=AUTHOR,
        core=services.core,
        store=_store(services),
        seen=known.version if known else 0,
    )


def _store(services: Services) -> Store:
    return Store(streams=services.log, shelf=services.catalogue)
