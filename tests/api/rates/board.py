"""A clock and a table made of numbers, for processes that share rates."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dispute_core.application.caller import Caller


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Board:
    """What all processes have told, as the table keeps it."""

    clock: Clock
    whole_at: dict[bytes, float] = field(default_factory=dict)
    away: bool = False
    asked: int = 0

    async def tell(self, spans: Mapping[bytes, float]) -> Mapping[bytes, float]:
        self.asked += 1
        if self.away:
            raise ConnectionError
        for key, span in spans.items():
            since = max(self.whole_at.get(key, 0.0), self.clock.now)
            self.whole_at[key] = since + span
        return {key: self.whole_at[key] - self.clock.now for key in spans}

    async def close(self) -> None:
        """There is nothing to close."""


def caller(client: str = "desk", agency: str | None = "school") -> Caller:
    return Caller(
        client=client,
        subject="somebody",
        partnership="worcestershire",
        role="practitioner" if agency else "board",
        agency=agency,
    )
