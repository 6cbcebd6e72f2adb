"""The directories of all partnerships, as their events and decisions have left them.

Facts only: who holds an office is known here by the days and not by name.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

import structlog

from dispute_core.domain.directory.events import DirectoryEvent
from dispute_core.domain.directory.partnership import (
    Decision,
    Partnership,
    PolicyInForce,
    times_in_force,
)
from dispute_core.domain.directory.said import DirectorySaid, said_after
from dispute_core.readmodel.acting import Acting
from dispute_core.readmodel.gone import Gone

PartnershipFrom = Callable[[Mapping[str, Any]], Partnership]

logger = structlog.get_logger(__name__)


class Directories:
    """What each partnership's directory says, and what was decided beside it."""

    def __init__(self, partnership_from: PartnershipFrom) -> None:
        self._partnership_from = partnership_from
        self._said: dict[str, DirectorySaid] = {}
        self._as_said: dict[str, Partnership] = {}
        self._decisions: dict[str, list[Decision]] = {}
        self._partnerships: dict[str, Partnership] = {}
        self._acting = Acting()
        self._gone: dict[str, Gone] = {}

    def take(self, event: DirectoryEvent, position: int) -> None:
        """Take in the next event of a directory."""
        code = event.code
        self._said[code] = said_after(self._said.get(code), event)
        try:
            partnership = self._read(self._said[code])
        except ValueError:
            # A newer process wrote it; what this one could read must stay at hand.
            logger.exception("A directory cannot be read.", partnership=code)
            return
        self._as_said[code] = partnership
        self._acting.take(partnership, position)
        self._gone.setdefault(code, Gone()).take(partnership)
        self._put_together(code)

    def decide(self, decision: Decision) -> None:
        """Take in the next decision about policies in force."""
        self._decisions.setdefault(decision.partnership, []).append(decision)
        if decision.partnership in self._as_said:
            self._put_together(decision.partnership)

    def said(self, code: str) -> DirectorySaid | None:
        return self._said.get(code)

    def partnership(self, code: str) -> Partnership | None:
        return self._partnerships.get(code)

    def partnerships(self) -> Sequence[Partnership]:
        return [self._partnerships[code] for code in sorted(self._partnerships)]

    def decisions(self, code: str) -> Sequence[Decision]:
        return tuple(self._decisions.get(code, ()))

    def in_force_after(self, code: str, version: int) -> Sequence[PolicyInForce]:
        """The policies of a partnership as its decisions up to a version left them."""
        said = self._as_said[code].policies
        return times_in_force(said, self.decisions(code)[:version])

    def read(self, said: DirectorySaid) -> Partnership:
        """The partnership of a directory that was read with the names opened."""
        return self._decided(self._read(said))

    def gone(self, code: str) -> AbstractSet[tuple[str, str]]:
        """The agencies and offices of a partnership that it says no longer."""
        known = self._gone.get(code)
        return known.now if known else frozenset()

    def acting_since(self, code: str, agency: str) -> Mapping[str, int]:
        return self._acting.since(code, agency)

    def _read(self, said: DirectorySaid) -> Partnership:
        return replace(self._partnership_from(said.content), holders=said.holders)

    def _put_together(self, code: str) -> None:
        self._partnerships[code] = self._decided(self._as_said[code])

    def _decided(self, said: Partnership) -> Partnership:
        """The partnership as its directory says it and its decisions change it."""
        policies = times_in_force(said.policies, self.decisions(said.code))
        return replace(said, policies=policies)
