"""From when a limit runs: the moments a document names, and the one that counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dispute_core.domain.policy.times import Limit
from dispute_core.domain.vocabulary import Anchor, Choice

BEFORE_RAISING: frozenset[Anchor] = frozenset(
    {
        "concern_identified",
        "disagreement_arose",
        "decision_received",
        "conference_ended",
    }
)
"""What lies before any dispute: said at its raising, or not known."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Something from which a limit runs; `at` None where nobody recorded it yet."""

    anchor: Anchor
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Start:
    """From what a limit runs: every moment considered, and the one taken.

    While `taken` is None the duty is owed without a date. `words` are the document's
    own where they are ambiguous, and `reading` names how they are read.
    """

    choice: Choice
    moments: tuple[Moment, ...]
    taken: Anchor | None
    words: str | None = None
    reading: str | None = None

    @property
    def at(self) -> datetime | None:
        """When the moment was that counts."""
        for moment in self.moments:
            if moment.anchor == self.taken:
                return moment.at
        return None

    @property
    def waits_for(self) -> tuple[Anchor, ...]:
        """What has to happen, or to be recorded, before there is a date."""
        if self.taken is not None:
            return ()
        return tuple(moment.anchor for moment in self.moments if moment.at is None)

    @property
    def unknown(self) -> bool:
        """Whether it waits for something that has happened, but nobody said when."""
        return any(anchor in BEFORE_RAISING for anchor in self.waits_for)


def begin(limit: Limit, known: Mapping[Anchor, datetime]) -> Start:
    """Which of the limit's moments counts, of those whose time is known.

    The latest of several is not known before each has come. The earliest is, as soon
    as one has: none that comes later can be earlier.
    """
    moments = tuple(Moment(anchor=a, at=known.get(a)) for a in limit.anchors)
    return Start(
        choice=limit.choice,
        moments=moments,
        taken=_taken(limit.choice, moments),
        words=limit.anchor_words,
        reading=limit.anchor_reading,
    )


def _taken(choice: Choice, moments: tuple[Moment, ...]) -> Anchor | None:
    if len(moments) == 1:
        return moments[0].anchor if moments[0].at is not None else None
    dated = {m.at: m.anchor for m in reversed(moments) if m.at is not None}
    waits = choice == "latest" and any(moment.at is None for moment in moments)
    if not dated or waits:
        return None
    return dated[max(dated) if choice == "latest" else min(dated)]
