"""What a directory leaves open, for the board to close: nothing is assumed to be well.

001-10 asks that each agency can show that it logs its disagreements, 001-11 that the
terms of reference of every panel say what happens on one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dispute_core.domain.directory.offices import Panel
from dispute_core.domain.directory.partnership import Agency, Partnership

GapKind = Literal[
    "no_panels",
    "panel_says_nothing",
    "panel_not_seen",
    "panel_rule_not_kept",
    "agency_without_log",
    "agency_log_not_seen",
    "agency_without_policy",
    "agency_policy_not_seen",
    "agency_without_mailbox",
    "office_without_holder",
    "office_without_mailbox",
]


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One thing to see to; `text` says it in a sentence."""

    kind: GapKind
    text: str
    agency: str | None = None
    office: str | None = None
    panel: str | None = None


def gaps(partnership: Partnership, on: date) -> tuple[Gap, ...]:
    """Everything that is open on a date, panels first."""
    return (
        *_of_panels(partnership),
        *(gap for one in partnership.agencies.values() for gap in _of_agency(one)),
        *_of_offices(partnership, on),
    )


def _of_panels(partnership: Partnership) -> Iterator[Gap]:
    if not partnership.panels:
        text = "No panel or multi-agency meeting is registered."
        yield Gap(kind="no_panels", text=text)
    for panel in partnership.panels.values():
        yield from _of_panel(panel)


def _of_panel(panel: Panel) -> Iterator[Gap]:
    terms = f"the terms of reference of “{panel.name}”"
    if panel.says == "no":
        kind: GapKind = "panel_says_nothing"
        text = f"T{terms[1:]} do not say what happens on disagreement."
    elif panel.says == "not_seen":
        kind, text = "panel_not_seen", f"Nobody has looked at {terms}."
    elif panel.rule is None:
        kind = "panel_rule_not_kept"
        text = f"The rule in {terms} has not been written down here."
    else:
        return
    yield Gap(kind=kind, text=text, panel=panel.code, agency=panel.agency)


def _of_agency(agency: Agency) -> Iterator[Gap]:
    name = agency.name
    found: list[tuple[GapKind, str]] = []
    if agency.own_log == "no":
        text = f"{name} has no log of its disagreements and how they were resolved."
        found.append(("agency_without_log", text))
    if agency.own_log == "not_seen":
        text = f"It is not known whether {name} logs its disagreements."
        found.append(("agency_log_not_seen", text))
    if agency.own_policy == "no":
        text = f"{name} has no escalation policy of its own."
        found.append(("agency_without_policy", text))
    if agency.own_policy == "not_seen":
        text = f"Nobody has seen whether {name} has an escalation policy of its own."
        found.append(("agency_policy_not_seen", text))
    if agency.mailbox is None:
        text = f"{name} has no mailbox to which notices can go."
        found.append(("agency_without_mailbox", text))
    for kind, text in found:
        yield Gap(kind=kind, text=text, agency=agency.code)


def _of_offices(partnership: Partnership, on: date) -> Iterator[Gap]:
    for office in partnership.offices.values():
        present = partnership.holders_of(office.code, on)
        if not present:
            text = f"Nobody is known to hold the office “{office.name}”."
            yield Gap(
                kind="office_without_holder",
                text=text,
                office=office.code,
                agency=office.agency,
            )
        if office.mailbox is None:
            text = f"The office “{office.name}” has no mailbox of its own."
            yield Gap(
                kind="office_without_mailbox",
                text=text,
                office=office.code,
                agency=office.agency,
            )
