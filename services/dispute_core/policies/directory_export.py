"""A directory written down as a file that says exactly the same when it is read."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from dispute_core.domain.directory_said import DirectorySaid
from dispute_core.domain.offices import Holder


def directory_file(said: DirectorySaid, *, names: bool) -> str:
    """The file; without names, it keeps those that stand when it is read again."""
    offices = [
        _office(
            office, [h for h in said.holders if h.office == office["office"]], names
        )
        for office in said.content.get("offices") or ()
    ]
    content = {**said.content, "offices": offices}
    return str(
        yaml.safe_dump(
            {"partnerships": [content]}, allow_unicode=True, sort_keys=False, width=88
        )
    )


def _office(
    office: Mapping[str, Any], holders: Iterable[Holder], names: bool
) -> dict[str, Any]:
    held = [_holder(one, names) for one in holders]
    return {**office, "holders": held} if held else dict(office)


def _holder(one: Holder, names: bool) -> dict[str, Any]:
    said = {
        "holder": one.id,
        "name": one.name if names else None,
        "mailbox": one.mailbox if names else None,
        "since": one.from_date.isoformat(),
        "until": one.to_date.isoformat() if one.to_date else None,
    }
    return {word: value for word, value in said.items() if value is not None}
