"""Reads the spreadsheet in which a board kept its disputes (docs/importing.md)."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import get_args

from dispute_core.application.importing import PastDispute, PastStage
from dispute_core.domain.acts.declaring import Ending
from dispute_core.domain.acts.raising import NewDispute
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.values import Difference, ImmediateRisk, Party, Subject
from dispute_core.domain.vocabulary import ResolutionOutcome, SubjectKind
from dispute_core.domain.working_time import london

COLUMNS: Mapping[str, str] = {
    "line_reference": "2024-017",
    "raised_at": "2024-03-04 09:30",
    "policy": "worcestershire@1",
    "raised_by_agency": "school",
    "raised_by_role": "Designated safeguarding lead",
    "responding_agencies": "social-care",
    "subject_kind": "child",
    "subject_reference": "MIS-2041",
    "subject_held_by": "school",
    "category": "referral",
    "category_text": "",
    "disputed": "The referral of 1 March was closed without an assessment.",
    "effect_on_person": "The child goes on missing meals.",
    "immediate_risk": "no",
    "stages": "stage-2 2024-03-07",
    "outcome": "agreed",
    "ended_at": "2024-03-12",
    "summary": "An assessment was begun.",
}
"""Every column, with what might stand in it."""

REQUIRED = (
    *("line_reference", "raised_at", "raised_by_agency", "raised_by_role"),
    *("responding_agencies", "subject_kind", "subject_reference", "category"),
    *("disputed", "effect_on_person"),
)
_LONGEST = 20_000
_NOT_CSV = "This cannot be read as CSV. Look at the quotation marks here and above."
_KINDS = get_args(SubjectKind)
_OUTCOMES = get_args(ResolutionOutcome)
_RISK = {"": False, "no": False, "yes": True}


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """What is wrong in a line; it never repeats what stands there."""

    line: int
    what: str
    column: str | None = None

    def __str__(self) -> str:
        where = f", {self.column}" if self.column else ""
        return f"line {self.line}{where}: {self.what}"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the file, as far as it can be read."""

    number: int
    past: PastDispute


class _Wrong(Exception):
    """A cell cannot be read; which and why."""


def template() -> str:
    """The file to fill in: its heads and one made-up line."""
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerows((COLUMNS.keys(), COLUMNS.values()))
    return told.getvalue()


def read_log(text: str, partnership: Partnership) -> tuple[list[Line], list[Mistake]]:
    """Every line, and every mistake that can be seen without asking the service."""
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        heads = list(reader.fieldnames or ())
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error:
        return [], [Mistake(line=reader.reader.line_num, what=_NOT_CSV)]
    unknown = [Mistake(line=1, what="There is no such column.") for _ in _odd(heads)]
    missing = [
        Mistake(line=1, column=name, what="This column is missing.")
        for name in REQUIRED
        if name not in heads
    ]
    if unknown or missing:
        return [], [*unknown, *missing]
    lines: list[Line] = []
    mistakes: list[Mistake] = []
    known: dict[str, int] = {}
    for number, row in rows:
        if None in row or None in row.values():
            what = "The line has more or fewer cells than the first."
            mistakes.append(Mistake(line=number, what=what))
            continue
        cells = {name: row.get(name, "").strip() for name in COLUMNS}
        wrong = list(_wrong(cells, number))
        first = known.setdefault(cells["line_reference"], number)
        if first != number:
            what = f"Line {first} has the same reference."
            wrong.append(Mistake(line=number, column="line_reference", what=what))
        mistakes += wrong
        if not wrong:
            lines.append(Line(number=number, past=_past(cells, partnership)))
    return lines, mistakes


def _odd(heads: list[str]) -> list[str]:
    return [name for name in heads if name not in COLUMNS]


def _wrong(cells: Mapping[str, str], number: int) -> Iterator[Mistake]:
    for name in REQUIRED:
        if not cells[name]:
            yield Mistake(line=number, column=name, what="Nothing stands here.")
    yield from _unreadable(cells, number)
    if bool(cells["outcome"]) != bool(cells["ended_at"]):
        what = "Say both the outcome and when it ended, or neither."
        yield Mistake(line=number, column="outcome", what=what)
    for name, cell in cells.items():
        if len(cell) > _LONGEST:
            yield Mistake(line=number, column=name, what="This is too long.")
        if "\0" in cell:
            yield Mistake(line=number, column=name, what=_NOT_CSV)


def _unreadable(cells: Mapping[str, str], number: int) -> Iterator[Mistake]:
    checks: dict[str, Callable[[str], object]] = {
        "raised_at": _instant,
        "ended_at": lambda cell: _instant(cell) if cell else None,
        "stages": _stages,
        "subject_kind": lambda cell: _one_of(cell, _KINDS),
        "outcome": lambda cell: _one_of(cell, ("", *_OUTCOMES)),
        "immediate_risk": lambda cell: _one_of(cell.lower(), tuple(_RISK)),
    }
    for name, check in checks.items():
        try:
            if cells[name] or name not in REQUIRED:
                check(cells[name])
        except _Wrong as wrong:
            yield Mistake(line=number, column=name, what=str(wrong))


def _past(cells: Mapping[str, str], partnership: Partnership) -> PastDispute:
    raiser, outcome = cells["raised_by_agency"], cells["outcome"]
    agencies = [one.strip() for one in cells["responding_agencies"].split(";")]
    kinds: dict[str, SubjectKind] = {kind: kind for kind in _KINDS}
    outcomes: dict[str, ResolutionOutcome] = {one: one for one in _OUTCOMES}
    new = NewDispute(
        partnership=partnership.code,
        prefix=partnership.prefix,
        subject=Subject(
            kind=kinds[cells["subject_kind"]],
            reference=cells["subject_reference"],
            held_by=cells["subject_held_by"] or raiser,
        ),
        raised_by=Party(agency=raiser, role=cells["raised_by_role"]),
        responding=tuple(Party(agency=one) for one in agencies if one),
        category=cells["category"],
        category_text=cells["category_text"] or None,
        difference=Difference(
            disputed=cells["disputed"],
            effect_on_person=cells["effect_on_person"],
            outcome_wanted=None,
        ),
        immediate_risk=ImmediateRisk(present=_RISK[cells["immediate_risk"].lower()]),
        scope="single_agency" if set(agencies) == {raiser} else "inter_agency",
        client_reference=cells["line_reference"],
    )
    ending = None
    if outcome:
        ending = Ending(outcome=outcomes[outcome], summary=cells["summary"] or None)
    return PastDispute(
        reference=cells["line_reference"],
        new=new,
        raised_at=_instant(cells["raised_at"]),
        policy=cells["policy"] or None,
        stages=_stages(cells["stages"]),
        ending=ending,
        ended_at=_instant(cells["ended_at"]) if outcome else None,
        content="\x00".join(cells.values()).encode(),
    )


def _instant(cell: str) -> datetime:
    """A day and an hour in London; a day alone counts from its noon."""
    try:
        said = datetime.fromisoformat(cell)
    except ValueError:
        message = "Write a day as 2024-03-04, or with the hour as 2024-03-04 09:30."
        raise _Wrong(message) from None
    if len(cell) == len("2024-03-04"):
        said = datetime.combine(said.date(), time(12))
    if said.tzinfo is None:
        said = said.replace(tzinfo=london())
    return said.astimezone(UTC)


def _stages(cell: str) -> tuple[PastStage, ...]:
    found = []
    for part in filter(None, (one.strip() for one in cell.split(";"))):
        stage, _, at = part.partition(" ")
        found.append(PastStage(id=stage, at=_instant(at.strip())))
    return tuple(found)


def _one_of(cell: str, known: tuple[str, ...]) -> None:
    if cell not in known:
        message = f"Write one of: {', '.join(one for one in known if one)}."
        raise _Wrong(message)
