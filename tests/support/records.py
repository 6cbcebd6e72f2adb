"""What people put on record beside the steps."""

from datetime import datetime
from typing import Any

from dispute_core.application import handlers
from dispute_core.domain.acts.record_kinds import ForItsKind
from dispute_core.domain.values import Source
from dispute_core.domain.vocabulary import RecordKind, Visibility
from tests.support.builders import Step


def adds_record(
    who: str,
    kind: RecordKind = "correspondence",
    *,
    text: str | None = "Letter to the head of service",
    visible_to: Visibility | None = None,
    source: Source | None = None,
    at: datetime | None = None,
    **of_its_kind: Any,
) -> Step:
    return Step(
        who=who,
        at=at,
        run=lambda target, core: handlers.add_record(
            target,
            core,
            kind=kind,
            text=text,
            source=source,
            visible_to=visible_to,
            more=ForItsKind(**of_its_kind),
        ),
    )
