"""`concord export-subject`: a ZIP with what is held, for machines and for people."""

import json
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from concord.addresses import Addresses
from concord.keeping.redacting import Mark, leaves, redacted
from concord.keeping.subject import Found, Person, gather
from concord.opening import writing
from dispute_core.domain.training import MARKS

_PAGES = Environment(
    loader=PackageLoader("concord", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
WORKING_COPY = (
    "Working copy: nothing has been redacted. Mark what is about other people, and "
    "make the export anew with --redactions, before it is handed over."
)
REDACTED = (
    "What is about other people has been taken out by hand, each time with its reason."
)


async def export_subject(
    addresses: Addresses, person: Person, marks: list[Mark] | None, file: Path
) -> str:
    """Write the ZIP; without marks it says on every page that it is a working copy."""
    async with writing(addresses) as services:
        found = await gather(person, services)
    content = _content(person, found, marks)
    _write(file, content)
    told = sum(len(one["events"]) for one in content["disputes"])
    return (
        f"{file}: {len(found.holdings)} disputes, {told} events, {len(marks or ())} "
        "redactions."
    )


def _content(person: Person, found: Found, marks: list[Mark] | None) -> dict[str, Any]:
    everything = [event for one in found.holdings for event in one.events]
    shown = {event["id"]: event for event in redacted(everything, marks or ())}
    return {
        "format": 1,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "notice": WORKING_COPY if marks is None else REDACTED,
        "partnership": person.partnership,
        "training": found.training,
        "answered_by": person.agency or "board",
        "person": {"reference": person.reference, "held_by": person.held_by},
        "disputes": [
            {
                "reference": one.reference,
                "id": str(one.id),
                "status": one.status,
                "events_kept_by_others": one.withheld,
                "events": [shown[event["id"]] for event in one.events],
            }
            for one in found.holdings
        ],
        "accesses": list(found.accesses),
        "erased_disputes_not_searched": found.unreadable,
    }


def _write(file: Path, content: dict[str, Any]) -> None:
    page = _PAGES.get_template("subject.html").render(
        content=content, lines=_lines, marks=MARKS
    )
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw, zipfile.ZipFile(raw, "w") as bundle:
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        for name, one in (("export.json", text), ("export.html", page)):
            bundle.writestr(name, one, zipfile.ZIP_DEFLATED)


def _lines(said: Any) -> list[tuple[str, str, str | None]]:
    """Each field that says something: its path, what it says, why it is taken out."""
    found = dict(leaves(said))
    lines: list[tuple[str, str, str | None]] = []
    for path, value in found.items():
        field, _, last = path.rpartition(".")
        hidden = found.get(f"{field}.redacted") is True
        if hidden and last == "reason":
            lines.append((field, "", str(value)))
        elif value not in (None, "", [], {}) and not (hidden and last == "redacted"):
            lines.append((path, str(value), None))
    return lines
