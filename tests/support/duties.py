"""What people do to a duty, one verb each, as steps of a story."""

from datetime import datetime
from typing import Any

from dispute_core.application import owing
from dispute_core.domain.acts.fulfilling import Done
from dispute_core.domain.values import Person
from tests.support.builders import Step


def fulfils(who: str, duty: str, *, at: datetime | None = None, **said: Any) -> Step:
    return Step(
        who=who,
        at=at,
        run=lambda target, core: owing.fulfil_duty(target, duty, Done(**said), core),
    )


def declines(who: str, duty: str, reason: str = "Not called for.") -> Step:
    return Step(
        who=who,
        run=lambda target, core: owing.decline_duty(target, duty, reason, core),
    )


def waives(who: str, duty: str, reason: str = "The family has moved.") -> Step:
    return Step(
        who=who,
        run=lambda target, core: owing.waive_duty(target, duty, reason, core),
    )


def delegates(who: str, duty: str, to: Person, **said: Any) -> Step:
    more = {"office": None, "until": None, "reason": None, **said}
    return Step(
        who=who,
        run=lambda target, core: owing.delegate_duty(target, duty, core, to=to, **more),
    )
