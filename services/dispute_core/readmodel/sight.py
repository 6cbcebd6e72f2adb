"""Who sees which disputes, as one condition of SQL: the same rule as `standing`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from dispute_core.application.caller import Caller, Standing, agencies_of
from dispute_core.domain.errors import NotAllowed
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
    """What a caller may see now.

    `acting_since` tells for the agencies that the caller acts for since which position
    of the log it has done so.
    """

    partnership: str
    agencies: tuple[str, ...] = ()
    board: bool = False
    audits: bool = False
    acting_since: Mapping[str, int] = field(default_factory=lambda: NOTHING_SINCE)

    def condition(self, arguments: Arguments) -> str:
        """What a row `s` of `dispute_summaries` must fulfil to be seen."""
        here = f"s.partnership = {arguments.add(self.partnership)}"
        if self.audits and not self.agencies:
            return here
        if self.board:
            return f"{here} AND s.board_sees"
        return f"{here} AND s.agencies && {arguments.add(list(self.agencies))}::text[]"

    def standing(self, agencies: list[str]) -> Standing:
        """How the caller stands to a seen dispute with these parties."""
        if self.board:
            return Standing(sides=("board",), agency=None, sees=True)
        acts_for = next((own for own in self.agencies if own in agencies), None)
        return Standing(sides=(), agency=acts_for, sees=True, audits=self.audits)


async def sight_of(caller: Caller, catalogue: ReleasedCatalogue) -> Sight:
    """What a caller may see; raises `NotAllowed` for those who see no dispute."""
    if caller.role in ("monitor", "admin"):
        raise NotAllowed("Monitors and administrators see no disputes.")
    if caller.role == "board":
        return Sight(partnership=caller.partnership, board=True)
    if caller.role == "auditor":
        mandate = () if caller.agency is None else (caller.agency,)
        return Sight(partnership=caller.partnership, agencies=mandate, audits=True)
    partnership = await catalogue.partnership(caller.partnership)
    if partnership is None or caller.agency is None:
        return Sight(partnership=caller.partnership)
    return Sight(
        partnership=caller.partnership,
        agencies=agencies_of(caller, partnership),
        acting_since=await catalogue.acting_since(caller.partnership, caller.agency),
    )
