"""The directory file: which partnerships there are, and who works under them."""

from collections.abc import Iterator, Mapping
from datetime import date
from json import dumps
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dispute_core.domain.directory import Agency, Office, Partnership, PolicyInForce
from dispute_core.policies.format.parts import Line, Part, Reference, Slug
from dispute_core.policies.format.people import (
    LEVELS,
    NATIONS,
    LevelWord,
    NationWord,
)
from dispute_core.policies.lint.repeating import twice
from dispute_core.policies.validation import fit
from dispute_core.policies.yaml_file import DataFileError, Flaw, Path, read_yaml

Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}$")]
Mailbox = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


class DirectoryFileError(DataFileError):
    """A directory file that a person must mend; says where and how."""


class AgencyPart(Part):
    """An organisation that may be a party."""

    agency: Slug
    name: Line
    kind: Slug
    statutory: bool = False
    on_system: bool = True
    proxy_for: tuple[Slug, ...] = ()
    lacks_levels: Annotated[
        tuple[LevelWord, ...], Field(description="There the next level up acts.")
    ] = ()


class OfficePart(Part):
    """A post that notices are addressed to, never the person who holds it."""

    office: Slug
    name: Line
    mailbox: Mailbox | None = None


class InForcePart(Part):
    """A policy, and the date from which the partnership works under it."""

    policy: Reference
    since: date


class PartnershipPart(Part):
    """A board or partnership, its agencies, offices and policies."""

    partnership: Slug
    name: Line
    prefix: Annotated[Prefix, Field(description="How its references begin.")]
    nation: NationWord
    agencies: Annotated[tuple[AgencyPart, ...], Field(min_length=1)]
    offices: tuple[OfficePart, ...] = ()
    policies: Annotated[tuple[InForcePart, ...], Field(min_length=1)]


class DirectoryFile(Part):
    """All partnerships of one file."""

    partnerships: Annotated[tuple[PartnershipPart, ...], Field(min_length=1)]


def read_directory(text: str) -> list[dict[str, Any]]:
    """The content of each partnership, as it goes into the log.

    Raises `DirectoryFileError`.
    """
    try:
        tree = read_yaml(text)
        file = fit(DirectoryFile, tree)
    except DataFileError as error:
        raise DirectoryFileError(error.problems) from error
    problems = [tree.problem(flaw) for flaw in _flaws(file)]
    if problems:
        raise DirectoryFileError(problems)
    return list(tree.value["partnerships"])


def partnership_from(content: Mapping[str, Any]) -> Partnership:
    """The partnership that a content says."""
    part = PartnershipPart.model_validate_json(dumps(content))
    return Partnership(
        code=part.partnership,
        name=part.name,
        prefix=part.prefix,
        nation=NATIONS[part.nation],
        agencies={agency.agency: _agency(agency) for agency in part.agencies},
        offices={
            office.office: Office(
                code=office.office, name=office.name, mailbox=office.mailbox
            )
            for office in part.offices
        },
        policies=tuple(
            PolicyInForce(ref=entry.policy, from_date=entry.since)
            for entry in part.policies
        ),
    )


def _agency(part: AgencyPart) -> Agency:
    return Agency(
        code=part.agency,
        name=part.name,
        kind=part.kind,
        statutory=part.statutory,
        on_system=part.on_system,
        proxy_for=frozenset(part.proxy_for),
        lacks_levels=frozenset(LEVELS[level] for level in part.lacks_levels),
    )


def _flaws(file: DirectoryFile) -> Iterator[Flaw]:
    boards = file.partnerships
    yield from twice(("partnerships",), "partnership", (b.partnership for b in boards))
    yield from twice(("partnerships",), "prefix", (board.prefix for board in boards))
    for place, board in enumerate(boards):
        yield from _within(board, ("partnerships", place))


def _within(board: PartnershipPart, path: Path) -> Iterator[Flaw]:
    codes = [agency.agency for agency in board.agencies]
    yield from twice((*path, "agencies"), "agency", codes)
    yield from twice(
        (*path, "offices"), "office", (office.office for office in board.offices)
    )
    yield from twice(
        (*path, "policies"), "since", (str(entry.since) for entry in board.policies)
    )
    for number, agency in enumerate(board.agencies):
        if not set(agency.proxy_for) <= set(codes) - {agency.agency}:
            hint = "Name other agencies of the same partnership."
            here = (*path, "agencies", number, "proxy_for")
            what = "The proxy is for an agency that is not here."
            yield Flaw(here, "unknown-agency", what, hint)
