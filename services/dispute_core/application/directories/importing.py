"""Importing a directory: the whole of one partnership, or nothing of it."""

from dataclasses import replace

from dispute_core.application.directories.changing import (
    Keeping,
    append_said,
    kept_once,
)
from dispute_core.application.directories.reading import DirectoryShown
from dispute_core.domain.directory.changes import (
    FULL,
    MOST,
    Said,
    expect_same_training,
)
from dispute_core.domain.directory.events import DirectoryPublished
from dispute_core.domain.directory.said import DirectoryEntry
from dispute_core.domain.errors import Invalid, UnknownPolicy
from dispute_core.domain.refusals.directories import PartnershipNotFound, StaleDirectory

IN_THE_FILE = "/text"


async def import_directory(keeping: Keeping, entry: DirectoryEntry) -> DirectoryShown:
    """Say the whole of a directory anew; an administrator may begin one.

    It is one event, so that half of a file is never in force.
    """

    async def change() -> DirectoryShown:
        before = await _known(keeping)
        version = before.said.version if before else 0
        if version != keeping.seen:
            raise StaleDirectory(version)
        await expect_fit(keeping, entry)
        standing = before.said if before else None
        expect_same_training(
            standing.content if standing else None, entry.content, IN_THE_FILE
        )
        said = Said(
            kind=DirectoryPublished,
            what={
                "content": entry.content,
                "named": entry.named,
                "holders": _identified(keeping, entry),
                "at_start": False,
            },
        )
        return await append_said(keeping, standing, said, keeping.core.clock())

    return await kept_once(keeping, change)


async def _known(keeping: Keeping) -> DirectoryShown | None:
    try:
        return await keeping.read()
    except PartnershipNotFound:
        if keeping.by.role == "board":
            raise
        return None


async def expect_fit(keeping: Keeping, entry: DirectoryEntry) -> None:
    """Refuse what does not fit the address, the policies or other partnerships."""
    if entry.code != keeping.code:
        message = "The file is that of another partnership than the address."
        raise Invalid(message, pointer=IN_THE_FILE)
    for words, most in MOST.items():
        held = entry.holders if words == "holders" else entry.content.get(words) or ()
        if len(held) > most:
            raise Invalid(FULL, pointer=IN_THE_FILE)
    for policy in entry.content["policies"]:
        if await keeping.store.shelf.release(policy["policy"]) is None:
            message = "The file names a policy that has not been released."
            raise UnknownPolicy(message, pointer=IN_THE_FILE)
    for other in await keeping.store.shelf.partnerships():
        same = other.prefix == entry.content["prefix"]
        if same and other.code != entry.code:
            message = "The references of another partnership begin so. Choose another."
            raise Invalid(message, pointer=IN_THE_FILE)


def _identified(keeping: Keeping, entry: DirectoryEntry) -> tuple[object, ...]:
    new_id = keeping.core.new_id
    return tuple(
        holder if holder.id else replace(holder, id=str(new_id()))
        for holder in entry.holders
    )
