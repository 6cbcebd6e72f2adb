"""The agencies that a request names: each must stand in the partnership's directory.

Their codes are facts and reach lists and feeds, so nothing but a known code may.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.errors import UnknownAgency

Named = tuple[str | None, str]
"""An agency's code, if one is named, and where in the request it stands."""


class NamesAgency(Protocol):
    """Anything that may name an agency: a person, an acceptance."""

    @property
    def agency(self) -> str | None: ...


def named_in(things: Sequence[NamesAgency], field: str) -> tuple[Named, ...]:
    """The agencies that a list of the request names."""
    return tuple(
        (thing.agency, f"/{field}/{index}/agency") for index, thing in enumerate(things)
    )


def expect_known(named: Iterable[Named], partnership: Partnership) -> None:
    """Refuse an agency that the directory does not know."""
    for agency, pointer in named:
        if agency is not None and agency not in partnership.agencies:
            raise UnknownAgency("The partnership has no such agency.", pointer=pointer)
