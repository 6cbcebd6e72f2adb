"""Which disputes a caller sees, as one condition of SQL over their summaries."""

from collections.abc import Awaitable, Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.fields import Fields
from dispute_core.application.authorization.relations import to_own
from dispute_core.application.authorization.standing import Standing
from dispute_core.application.caller import Caller, agencies_of
from dispute_core.readmodel.catalogue import ReleasedCatalogue

NOTHING_SINCE: Mapping[str, int] = MappingProxyType({})


@dataclass
class Arguments:
    """The arguments of a query, numbered as they are added."""

    values: list[Any] = field(default_factory=list)

    def add(self, value: Any) -> str:
        """The placeholder under which the query reads a value."""
        self.values.append(value)
        return f"${len(self.values)}"


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What a caller may see now, and which fields of it.

    Without agencies it is the board's, or that of an auditor of the whole partnership.
    `acting_since` tells for the agencies that the caller acts for since which position
    of the log it has done so.
    """

    partnership: str
    fields: Fields
    agencies: tuple[str, ...] = ()
    board: bool = False
    training: bool = False
    """Whether the partnership is there to practise in."""
    acting_since: Mapping[str, int] = field(
        default_factory=lambda: NOTHING_SINCE, hash=False
    )

    @property
    def whole(self) -> bool:
        """Whether it is every dispute of the partnership."""
        return "kept" in self.fields

    def condition(self, arguments: Arguments) -> str:
        """What a row `s` of `dispute_summaries` must fulfil to be seen."""
        here = f"s.partnership = {arguments.add(self.partnership)}"
        if self.whole:
            return here
        if self.board:
            return f"{here} AND s.board_sees"
        return f"{here} AND s.agencies && {arguments.add(list(self.agencies))}::text[]"

    def may_see(self, partnership: str, agencies: AbstractSet[str]) -> bool:
        """Whether a dispute between some of these may be in sight: a no is certain."""
        if partnership != self.partnership:
            return False
        return self.whole or self.board or not agencies.isdisjoint(self.agencies)

    def standing(self, agencies: list[str]) -> Standing:
        """How the caller stands to a seen dispute with these parties."""
        if self.board:
            return Standing(sides=("board",), agency=None, fields=self.fields)
        acts_for = next((own for own in self.agencies if own in agencies), None)
        return Standing(sides=(), agency=acts_for, fields=self.fields)


SightOf = Callable[[Caller, ReleasedCatalogue], Awaitable[Sight]]


async def sight_of(caller: Caller, catalogue: ReleasedCatalogue) -> Sight:
    """What a caller may see; raises `NotAllowed` for those who see no dispute."""
    fields = expect("listDisputes", to_own(caller))
    partnership = await catalogue.partnership(caller.partnership)
    sight = Sight(
        partnership=caller.partnership,
        fields=fields,
        training=partnership is not None and partnership.training,
    )
    if caller.role == "board":
        return replace(sight, board=True)
    if caller.role == "auditor":
        mandate = () if caller.agency is None else (caller.agency,)
        return replace(sight, agencies=mandate)
    if partnership is None or caller.agency is None:
        return sight
    return replace(
        sight,
        agencies=agencies_of(caller, partnership),
        acting_since=await catalogue.acting_since(caller.partnership, caller.agency),
    )
