"""Directories in the words of the contract, as far as the caller sees into them."""

from collections.abc import Sequence
from datetime import date

from dispute_api.views.parts import Json, utc
from dispute_core.application.authorization.fields import Fields
from dispute_core.application.directories.reading import DirectoryShown
from dispute_core.domain.directory.events import (
    DirectoryEvent,
    EntryChanged,
    HolderAppointed,
    HolderEnded,
)
from dispute_core.domain.directory.gaps import Gap
from dispute_core.domain.directory.offices import Holder, Office, Panel
from dispute_core.domain.directory.partnership import Agency

MOST = 100
"""How many changes a view shows, the newest first; all stay in the log."""


def directory_view(shown: DirectoryShown, fields: Fields, on: date) -> Json:
    """Who is who on a date; the holders of an office are those of that day."""
    partnership = shown.partnership
    return {
        "partnership": partnership.code,
        "name": partnership.name,
        "welsh_name": partnership.welsh_name,
        "training": partnership.training,
        "reference_prefix": partnership.prefix,
        "nation": partnership.nation,
        "languages": list(partnership.languages),
        "remind_before_working_days": partnership.remind_before,
        "version": shown.said.version,
        "on": on,
        "agencies": [_agency(one) for one in partnership.agencies.values()],
        "offices": [
            _office(one, partnership.holders_of(one.code, on), fields)
            for one in partnership.offices.values()
        ],
        "panels": [_panel(one) for one in partnership.panels.values()],
        "changes": [_change(one, fields) for one in reversed(shown.changes)][:MOST],
    }


def gaps_view(shown: DirectoryShown, found: Sequence[Gap], on: date) -> Json:
    """What the directory leaves open on a date."""
    return {
        "partnership": shown.partnership.code,
        "version": shown.said.version,
        "on": on,
        "gaps": [
            {
                "kind": gap.kind,
                "text": gap.text,
                "agency": gap.agency,
                "office": gap.office,
                "panel": gap.panel,
            }
            for gap in found
        ],
    }


def _agency(one: Agency) -> Json:
    return {
        "agency": one.code,
        "name": one.name,
        "welsh_name": one.welsh_name,
        "kind": one.kind,
        "statutory": one.statutory,
        "on_system": one.on_system,
        "proxy_for": sorted(one.proxy_for),
        "lacks_levels": sorted(one.lacks_levels),
        "mailbox": one.mailbox,
        "secure_mail": one.secure_mail,
        "own_policy": one.own_policy,
        "own_policy_seen_on": one.own_policy_seen_on,
        "own_log": one.own_log,
        "address": one.address,
        "telephone": one.telephone,
        "digest": one.digest,
    }


def _office(one: Office, holders: Sequence[Holder], fields: Fields) -> Json:
    return {
        "office": one.code,
        "name": one.name,
        "welsh_name": one.welsh_name,
        "kind": one.kind,
        "agency": one.agency,
        "mailbox": one.mailbox,
        "secure_mail": one.secure_mail,
        "also_called": list(one.also_called),
        "digest": one.digest,
        "holders": [_holder(holder, fields) for holder in holders],
    }


def _holder(one: Holder, fields: Fields) -> Json:
    return {
        "holder": one.id,
        "name": one.name if "names" in fields else None,
        "mailbox": one.mailbox if "mail" in fields else None,
        "from_date": one.from_date,
        "to_date": one.to_date,
    }


def _panel(one: Panel) -> Json:
    return {
        "panel": one.code,
        "name": one.name,
        "agency": one.agency,
        "says_what_happens": one.says,
        "seen_on": one.seen_on,
        "rule": one.rule,
    }


def _change(event: DirectoryEvent, fields: Fields) -> Json:
    return {
        "version": event.originator_version,
        "change": event.TOPIC.rpartition(".")[2],
        "entry": _entry(event),
        "changed_at": utc(event.timestamp),
        "by": {"role": event.by.role, "office": event.by.office},
        "reason": event.reason if "mail" in fields else None,
    }


def _entry(event: DirectoryEvent) -> str | None:
    """The code of the agency, office or panel that a change is about."""
    if isinstance(event, EntryChanged):
        return event.entry
    if isinstance(event, HolderAppointed):
        return event.holder.office
    return event.office if isinstance(event, HolderEnded) else None
