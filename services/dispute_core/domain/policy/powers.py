"""Who may end a dispute at a stage, and what the bodies there have the power to do."""

from dataclasses import dataclass

from dispute_core.domain.vocabulary import ClosingRule, Power, Side


@dataclass(frozen=True, kw_only=True)
class Body:
    """A body at a stage: what it may do, and whether it chairs only on a condition."""

    text: str
    side: Side
    powers: frozenset[Power]
    clause: str
    chairs_only_if: str | None = None


@dataclass(frozen=True, kw_only=True)
class Closing:
    """Whose word ends the dispute at a stage.

    `binding` is None where the document does not say; `each_party_answers` where every
    party says whether it accepts.
    """

    rule: ClosingRule
    clause: str
    roles: tuple[str, ...] = ()
    binding: bool | None = None
    each_party_answers: bool = False
