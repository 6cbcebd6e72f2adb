"""Correcting: saying what an earlier event should have said."""

from dispute_core.application.authorization.fields import PARTY
from dispute_core.application.authorization.standing import Standing
from dispute_core.application.changing import Changed, change
from dispute_core.application.core import Core
from dispute_core.application.kept import Said, kept_from
from dispute_core.application.ports import Loaded, RecordedEvent
from dispute_core.application.target import Target
from dispute_core.domain.acts import correcting
from dispute_core.domain.acts.given import Given
from dispute_core.domain.errors import NotYourSide, UnknownEvent
from dispute_core.domain.events import event_name


async def correct_dispute(
    target: Target,
    core: Core,
    *,
    event_id: str,
    field: str,
    value: str,
    reason: str,
) -> Changed:
    """Say what an earlier event should have said; only its own agency may."""

    def act(on: Loaded, given: Given) -> None:
        event = find_event(on, event_id, given.by.agency)
        if given.by.agency not in _whose(event):
            message = (
                "Only the agency that entered an event, or for which it was entered, "
                "may correct it."
            )
            raise NotYourSide(message, pointer="/event_id")
        wanted = correcting.CorrectionWanted(
            topic=event.topic,
            version=event.version,
            field=field,
            value=value,
            reason=reason,
        )
        correcting.correct(on.dispute, wanted, given)

    return await change(core, target, act)


def find_event(on: Loaded, event_id: str, agency: str) -> RecordedEvent:
    """The event, as far as an agency may know that there is one."""
    stands = Standing(sides=(), agency=agency, fields=PARTY)
    said = (Said(event.version, event.topic, event.facts) for event in on.events)
    hidden = kept_from(stands, said)
    for event in on.events:
        if event.version in hidden:
            continue
        if event_name(event.stream_id, event.version) == event_id:
            return event
    raise UnknownEvent("The dispute has no such event.", pointer="/event_id")


def _whose(event: RecordedEvent) -> set[str]:
    """The agency that acted, be it by its own hand, a proxy's or the board office's."""
    signed = (event.facts.get(name) for name in ("entered_by", "by", "declared_by"))
    return {by["agency"] for by in signed if by}
