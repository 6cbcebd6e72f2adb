"""What `concord import-log` does, on the log of the service itself."""

from collections.abc import Iterator, Sequence

from concord.addresses import Addresses
from concord.errors import CannotGoOn
from concord.importing.lines import Line, Mistake, read_log
from concord.opening import writing
from dispute_core.application.core import Core
from dispute_core.application.importing import imported_before, prepared
from dispute_core.application.ports import Append
from dispute_core.domain.errors import DisputeError, KeyReused

_CHANGED = (
    "A line of this reference was imported before with other words. Put that right in "
    "the dispute itself, by a correction."
)
_CELLS = {
    "raised_by/agency": "raised_by_agency",
    "responding": "responding_agencies",
    "subject/held_by": "subject_held_by",
    "policy": "policy",
    "category": "category",
    "to_stage": "stages",
    "escalated_at": "stages",
    "resolved_at": "ended_at",
    "raised_at": "raised_at",
    "outcome": "outcome",
}
"""The columns that what the service refuses is about, by how its pointers begin."""


async def import_log(
    addresses: Addresses, code: str, file: bytes, *, dry_run: bool
) -> list[str]:
    """Enter every line, or none where one has a mistake; raises `CannotGoOn`."""
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotGoOn("Save the file as CSV in UTF-8.") from None
    async with writing(addresses) as services:
        return await enter(services.core, code, text, dry_run=dry_run)


async def enter(core: Core, code: str, text: str, *, dry_run: bool) -> list[str]:
    """What was done, in sentences; all mistakes are found before the first append."""
    partnership = await core.catalogue.partnership(code)
    if partnership is None:
        message = f"There is no partnership {code}."
        raise CannotGoOn(message)
    lines, mistakes = read_log(text, partnership)
    fresh, refused = await _tried(core, lines)
    mistakes = sorted([*mistakes, *refused], key=lambda one: one.line)
    if mistakes:
        raise CannotGoOn("\n".join([*map(str, mistakes), "Nothing was imported."]))
    if not dry_run:
        for append in fresh:
            await core.log.append(append)
    return list(_told(len(fresh), len(lines) - len(fresh), dry_run=dry_run))


async def _tried(
    core: Core, lines: Sequence[Line]
) -> tuple[list[Append], list[Mistake]]:
    """The appends of the lines that are new, and what the service refuses of them."""
    fresh: list[Append] = []
    mistakes: list[Mistake] = []
    for line in lines:
        try:
            if await imported_before(line.past, core) is None:
                fresh.append(await prepared(line.past, core))
        except KeyReused:
            mistakes.append(Mistake(line=line.number, what=_CHANGED))
        except DisputeError as error:
            mistakes.append(_refused(line.number, error))
    return fresh, mistakes


def _refused(number: int, error: DisputeError) -> Mistake:
    pointer = (error.pointer or "").lstrip("/")
    column = next(
        (cell for start, cell in _CELLS.items() if pointer.startswith(start)), None
    )
    return Mistake(line=number, column=column, what=error.detail)


def _told(new: int, known: int, *, dry_run: bool) -> Iterator[str]:
    if dry_run:
        yield f"No mistake was found. {new} would be imported; nothing was."
    else:
        yield f"Imported: {new}."
    if known:
        yield f"Imported before, and left as they are: {known}."
