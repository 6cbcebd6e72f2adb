"""What a stage asks for, and the time that it gives."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dispute_core.domain.vocabulary import (
    Anchor,
    Band,
    Choice,
    Force,
    Holder,
    LimitKind,
    OutcomeReached,
    Settling,
    Unit,
)


@dataclass(frozen=True, kw_only=True)
class Span:
    """A length of time as the document prints it, and the unit chosen to count it.

    `cut_off` is the hour, as in "16:30", after which the same working day means the
    next; `reading` names the reading by which a plain "day" was given its unit.
    """

    amount: int
    unit: Unit
    printed: str
    cut_off: str | None = None
    reading: str | None = None


@dataclass(frozen=True, kw_only=True)
class PromptRule:
    """How often the board, and not the document, asks after a duty without a date."""

    every: Span
    by: str


@dataclass(frozen=True, kw_only=True)
class Instead:
    """What holds instead for some priorities or kinds of disagreement.

    Whatever is None stays as it is for the others.
    """

    priorities: frozenset[str]
    categories: frozenset[str]
    clause: str
    holder: Holder | None = None
    band: Band | None = None
    within: Span | None = None
    outer: bool = False

    def fits(self, priority: str | None, category: str) -> bool:
        """Whether it holds for a case; an empty list leaves the question open."""
        chosen = not self.priorities or priority in self.priorities
        return chosen and (not self.categories or category in self.categories)


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One duty of a stage and the time that it may take.

    `within` is None where the document gives no number: such a duty carries the
    document's word for its `urgency` and never breaches. `outer` says whether the
    number is a cap over a shorter human judgement ("no later than", "whichever is
    sooner") or the limit itself. `only_on` names the outcomes without which the duty
    does not exist, `extends_to` how far the two sides may extend it.
    """

    duty: str
    text: str
    holder: Holder
    band: Band
    clause: str
    force: Force
    anchor: Anchor
    settled_by: frozenset[Settling]
    accepts: frozenset[LimitKind] = frozenset()
    within: Span | None = None
    outer: bool = False
    urgency: str | None = None
    choice: Choice = "only"
    other_anchors: tuple[Anchor, ...] = ()
    anchor_words: str | None = None
    anchor_reading: str | None = None
    only_on: frozenset[OutcomeReached] = frozenset()
    priorities: frozenset[str] = frozenset()
    extends_to: Span | None = None
    prompt: PromptRule | None = None
    instead: tuple[Instead, ...] = ()

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The moment from which it runs, or those of which one is taken."""
        return (self.anchor, *self.other_anchors)

    def for_case(self, priority: str | None, category: str) -> "Limit":
        """The limit as it holds for a priority and a kind of disagreement."""
        limit = self
        for other in self.instead:
            if other.fits(priority, category):
                limit = _replaced(limit, other)
        return limit


@dataclass(frozen=True, kw_only=True)
class Priority:
    """A tier that the raising side chooses, under the document's own label."""

    code: str
    label: str
    clause: str


def for_case(
    limits: Iterable[Limit], priority: str | None, category: str
) -> tuple[Limit, ...]:
    """The limits that exist for a priority, each as it holds for the case."""
    return tuple(
        limit.for_case(priority, category)
        for limit in limits
        if not limit.priorities or priority in limit.priorities
    )


def _replaced(limit: Limit, other: Instead) -> Limit:
    numbered = other.within is not None
    return replace(
        limit,
        clause=other.clause,
        holder=other.holder or limit.holder,
        band=other.band or limit.band,
        within=other.within if numbered else limit.within,
        outer=other.outer if numbered else limit.outer,
    )
