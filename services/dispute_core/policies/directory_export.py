"""A directory written down as a file that says exactly the same when it is read."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from dispute_core.domain.directory.offices import Holder
from dispute_core.domain.directory.said import DirectorySaid
from dispute_core.policies.directory_parts import (
    AgencyPart,
    InForcePart,
    OfficePart,
    PanelPart,
    PartnershipPart,
)
from dispute_core.policies.format.parts import Part
from dispute_core.policies.retention_part import RetentionPart

PARTS: Mapping[str, type[Part]] = {
    "agencies": AgencyPart,
    "offices": OfficePart,
    "panels": PanelPart,
    "retention": RetentionPart,
    "policies": InForcePart,
}


def directory_file(said: DirectorySaid, *, names: bool) -> str:
    """The file; without names, it keeps those that stand when it is read again."""
    content = {
        **said.content,
        "offices": [
            _with_holders(office, said.holders, names=names)
            for office in said.content.get("offices") or ()
        ],
    }
    written = _in_order(PartnershipPart, content)
    for word, part in PARTS.items():
        if word in written:
            written[word] = [_in_order(part, one) for one in written[word]]
    return str(
        yaml.safe_dump(
            {"partnerships": [written]}, allow_unicode=True, sort_keys=False, width=88
        )
    )


def _in_order(part: type[Part], said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said, in the order in which the format is described."""
    return {word: said[word] for word in part.model_fields if word in said}


def _with_holders(
    office: Mapping[str, Any], holders: Iterable[Holder], *, names: bool
) -> dict[str, Any]:
    held = [_holder(h, names=names) for h in holders if h.office == office["office"]]
    return {**office, "holders": held} if held else dict(office)


def _holder(one: Holder, *, names: bool) -> dict[str, Any]:
    said = {
        "holder": one.id,
        "name": one.name if names else None,
        "mailbox": one.mailbox if names else None,
        "since": one.from_date.isoformat(),
        "until": one.to_date.isoformat() if one.to_date else None,
    }
    return {word: value for word, value in said.items() if value is not None}
