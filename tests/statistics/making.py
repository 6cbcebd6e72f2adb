"""Makes events and their parts of what matters of them; the rest is nothing."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar, get_origin, get_type_hints

from dispute_core.domain.deadlines import DeadlineEnded, DeadlineSet
from dispute_core.domain.values import StageEntered
from dispute_core.domain.working_time import end_of

T = TypeVar("T")
DAY = timedelta(days=1)
LAST_STAGE = 4
NOTHING: dict[Any, Any] = {str: "-", bool: False}


def made(cls: type[T], **said: Any) -> T:
    """An event or a part of one; what is not said is nothing."""
    hints = get_type_hints(cls)
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]
        given = field.name in said
        if not given and field.default is dataclasses.MISSING:
            hint = hints[field.name]
            empty = () if get_origin(hint) is tuple else NOTHING.get(hint)
            said[field.name] = empty
    return cls(**said)


def entered(stage: int) -> StageEntered:
    return StageEntered(
        id=f"stage-{stage}",
        label=f"Stage {stage}",
        number=stage,
        last=stage == LAST_STAGE,
        board_sees=stage == LAST_STAGE,
    )


class Limits:
    """The limits of one dispute that run, each by its duty."""

    def __init__(self) -> None:
        self.open: dict[str, DeadlineSet] = {}
        self._numbers: dict[str, int] = {}

    def set_one(
        self,
        duty: str,
        holder: str,
        agency: str | None,
        stage: int,
        at: datetime,
        days: int,
    ) -> DeadlineSet:
        self._numbers[duty] = self._numbers.get(duty, 0) + 1
        due_on = (at + days * DAY).date()
        self.open[duty] = made(
            DeadlineSet,
            duty=duty,
            generation=self._numbers[duty],
            stage=f"stage-{stage}",
            text="discuss",
            holder=holder,
            agency=agency,
            clause="-",
            force="must",
            started_at=at,
            due_at=end_of(due_on),
            due_on=due_on,
            settled_by=("discussion",),
            reason="-",
        )
        return self.open[duty]

    def end(self, duty: str, how: Any = "met") -> Sequence[DeadlineEnded]:
        due = self.open.pop(duty)
        return (DeadlineEnded(duty=duty, generation=due.generation, status=how),)
