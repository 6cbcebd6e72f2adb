"""The directory file: which partnerships there are, and who works under them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain
from json import dumps
from typing import Any

from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.directory.said import DirectoryEntry
from dispute_core.policies.directory_parts import (
    DirectoryFile,
    PartnershipPart,
    holder_of,
    partnership_of,
)
from dispute_core.policies.lint.repeating import repeated, twice
from dispute_core.policies.validation import fit
from dispute_core.policies.yaml_file import (
    DataFileError,
    Flaw,
    Path,
    Problem,
    Tree,
    read_yaml,
)

_QUOTED = re.compile(r"`([^`]*)`")
_STEP = re.compile(r"[^.\[\]]+")


class DirectoryFileError(DataFileError):
    """A directory file that a person must mend; says where and how.

    It repeats nothing but the words of the format: a directory may name people.
    """


def read_directory(text: str) -> list[dict[str, Any]]:
    """The content of each partnership of a file that names nobody.

    For a file that is read at every start. Raises `DirectoryFileError`.
    """
    tree, file = _read(text)
    flaws = [
        Flaw(
            ("partnerships", place, "offices", number, "holders"),
            "names-people",
            "A file that is read at every start names nobody.",
            "Take the names out, and import them with `concord directory import`.",
        )
        for place, board in enumerate(file.partnerships)
        for number, office in enumerate(board.offices)
        if office.holders is not None
    ]
    if flaws:
        raise DirectoryFileError([tree.problem(flaw) for flaw in flaws])
    return list(tree.value["partnerships"])


def read_entries(text: str | bytes) -> list[DirectoryEntry]:
    """What a file says of each partnership; raises `DirectoryFileError`."""
    tree, file = _read(text)
    pairs = zip(file.partnerships, tree.value["partnerships"], strict=True)
    return [_entry(part, content) for part, content in pairs]


def partnership_from(content: Mapping[str, Any]) -> Partnership:
    """The partnership that a content says."""
    return partnership_of(PartnershipPart.model_validate_json(dumps(content)))


def _read(text: str | bytes) -> tuple[Tree, DirectoryFile]:
    try:
        tree = read_yaml(text)
        file = fit(DirectoryFile, tree)
    except DataFileError as error:
        raise DirectoryFileError([_discreet(one) for one in error.problems]) from None
    problems = [tree.problem(flaw) for flaw in _flaws(file)]
    if problems:
        raise DirectoryFileError([_discreet(problem) for problem in problems])
    return tree, file


def _entry(part: PartnershipPart, content: dict[str, Any]) -> DirectoryEntry:
    """The content without those who hold offices, and they beside it."""
    offices = [
        {word: value for word, value in office.items() if word != "holders"}
        for office in content.get("offices") or ()
    ]
    return DirectoryEntry(
        code=part.partnership,
        content={**content, "offices": offices},
        named=tuple(one.office for one in part.offices if one.holders is not None),
        holders=tuple(
            holder_of(holder, office.office, str(holder.holder or ""))
            for office in part.offices
            for holder in office.holders or ()
        ),
    )


def _discreet(problem: Problem) -> Problem:
    """A problem without anything that the file says in words of its own."""
    words = _words()

    def own(found: re.Match[str]) -> str:
        return found.group() if found.group(1) in words else "`…`"

    path = _STEP.sub(
        lambda step: (
            step.group() if step.group() in words or step.group().isdigit() else "…"
        ),
        problem.path,
    )
    return replace(problem, what=_QUOTED.sub(own, problem.what), path=path)


@cache
def _words() -> frozenset[str]:
    """Every word of the format."""
    schema = DirectoryFile.model_json_schema()
    parts = chain([schema], schema["$defs"].values())
    return frozenset(name for part in parts for name in part.get("properties", ()))


def _flaws(file: DirectoryFile) -> Iterator[Flaw]:
    boards = file.partnerships
    yield from twice(("partnerships",), "partnership", (b.partnership for b in boards))
    yield from twice(("partnerships",), "prefix", (board.prefix for board in boards))
    for place, board in enumerate(boards):
        path: Path = ("partnerships", place)
        yield from _repeated(board, path)
        yield from _strangers(board, path)
        yield from _held_wrongly(board, path)
        yield from _kept_wrongly(board, path)


def _repeated(board: PartnershipPart, path: Path) -> Iterator[Flaw]:
    codes = [agency.agency for agency in board.agencies]
    yield from twice((*path, "agencies"), "agency", codes)
    yield from twice(
        (*path, "offices"), "office", (one.office for one in board.offices)
    )
    yield from twice((*path, "panels"), "panel", (one.panel for one in board.panels))
    yield from twice(
        (*path, "retention"), "rule", (one.rule for one in board.retention)
    )
    yield from twice(
        (*path, "policies"), "since", (str(entry.since) for entry in board.policies)
    )


def _strangers(board: PartnershipPart, path: Path) -> Iterator[Flaw]:
    """Agencies that are named and are not there."""
    codes = {agency.agency for agency in board.agencies}
    for number, agency in enumerate(board.agencies):
        if not set(agency.proxy_for) <= codes - {agency.agency}:
            hint = "Name other agencies of the same partnership."
            here = (*path, "agencies", number, "proxy_for")
            what = "The proxy is for an agency that is not here."
            yield Flaw(here, "unknown-agency", what, hint)
    named = {
        "offices": [office.agency for office in board.offices],
        "panels": [panel.agency for panel in board.panels],
        "retention": [rule.agency for rule in board.retention],
    }
    for name, owners in named.items():
        for number, owner in enumerate(owners):
            if owner is not None and owner not in codes:
                hint = "Name an agency of the same partnership, or none."
                here = (*path, name, number, "agency")
                yield Flaw(here, "unknown-agency", "The agency is not here.", hint)


def _kept_wrongly(board: PartnershipPart, path: Path) -> Iterator[Flaw]:
    """Rules that say more than their kind of record knows."""
    for number, rule in enumerate(board.retention):
        here = (*path, "retention", number)
        if rule.about is not None and rule.of != "disputes":
            what = "Only disputes are known by whom they are about."
            yield Flaw((*here, "about"), "out-of-place", what, "Leave it out.")
        if rule.agency is not None and rule.of == "accesses":
            what = "The record of who read what is one for the whole partnership."
            yield Flaw((*here, "agency"), "out-of-place", what, "Leave it out.")


def _held_wrongly(board: PartnershipPart, path: Path) -> Iterator[Flaw]:
    places = [
        ((*path, "offices", number, "holders", place), holder)
        for number, office in enumerate(board.offices)
        for place, holder in enumerate(office.holders or ())
    ]
    for here, holder in places:
        if holder.until is not None and holder.until < holder.since:
            what = "The last day lies before the first."
            yield Flaw((*here, "until"), "out-of-order", what, "Change one of them.")
        if holder.name is None and holder.holder is None:
            what = "It does not say who holds the office."
            yield Flaw((*here, "name"), "missing", what, "Add `name`.")
    known = [(here, str(one.holder)) for here, one in places if one.holder is not None]
    for number in repeated(identifier for _, identifier in known):
        what = "The same holder stands twice."
        hint = "Leave `holder` out where it is somebody new."
        yield Flaw((*known[number][0], "holder"), "duplicate-id", what, hint)
