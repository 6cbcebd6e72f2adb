"""Who stands for whom: levels across kinds of agency, and who acts for others."""

from collections.abc import Mapping
from dataclasses import dataclass

from dispute_core.domain.vocabulary import ActorSide, Band


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts at a stage: a side, a band for comparison, the document's own words."""

    side: ActorSide
    band: Band
    text: str
    role: str | None = None
    office: str | None = None
    one_way: bool = False


@dataclass(frozen=True, kw_only=True)
class Equivalents:
    """One level, as each kind of agency calls it (003-18); some have no such level."""

    band: Band
    titles: Mapping[str, str]
    clause: str
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Proxy:
    """A kind of agency for which an officer of another kind acts."""

    kind: str
    through: str
    text: str
    clause: str


@dataclass(frozen=True, kw_only=True)
class OneWayChallenge:
    """A procedure that only some may open, against some: a quality role's challenge."""

    by: frozenset[str]
    of: frozenset[str]
    text: str
    clause: str
