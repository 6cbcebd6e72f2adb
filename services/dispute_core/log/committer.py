"""Turns a batch into one transaction, and knows its three outcomes.

Recorded, refused, or unknown: a COMMIT whose answer is lost may have happened. Then
the log itself is asked, on a fresh connection and under the lock, whether the last
event of the batch stands where it should; only its answer is passed on.
"""

import asyncio
import traceback
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import asyncpg
import structlog

from dispute_core.domain.errors import OutcomeUnknown, Unavailable
from dispute_core.log.connection import (
    FAILURES,
    Broken,
    Unreachable,
    WriterConnection,
    is_broken,
)
from dispute_core.log.decision import Decider, Decision, Verdict
from dispute_core.log.prepared import Prepared
from dispute_core.log.projection import Projection
from dispute_core.log.sealing import Sealer
from dispute_core.log.state import questions, state_from
from dispute_core.log.statements import write_statement
from dispute_core.tracing import trace_id

PATIENCE_SECONDS = 6.0
"""How long a batch waits for the lock: longer than a stopped process can hold it."""

CERTAINTY_SECONDS = 3.0
"""How long it is asked what became of a commit before its outcome stays unknown."""

_PAUSE_SECONDS = 0.05

log = structlog.get_logger()


class Committer:
    """Holds the one connection on which this process appends."""

    def __init__(
        self, url: str, sealer: Sealer, projections: Sequence[Projection]
    ) -> None:
        self._sealer = sealer
        self._projections = projections
        self._connection = WriterConnection(url, write_statement(projections))

    async def close(self) -> None:
        await self._connection.close()

    async def commit(self, batch: Sequence[Prepared]) -> list[Verdict]:
        """Record what can be recorded; a verdict for each append, never an error."""
        limit = monotonic() + PATIENCE_SECONDS
        while monotonic() < limit:
            verdicts = await self._attempt(batch)
            if verdicts is not None:
                return verdicts
        return [_unavailable() for _ in batch]

    async def _attempt(self, batch: Sequence[Prepared]) -> list[Verdict] | None:
        """None if nothing was recorded and another attempt may do better."""
        try:
            return (await self._transaction(batch)).verdicts
        except asyncpg.LockNotAvailableError:
            log.warning("the append lock is held by another process")
            return None
        except Broken:
            # It may have died while nobody used it; the next one is a fresh one.
            await asyncio.sleep(_PAUSE_SECONDS)
            return None
        except Unreachable as error:
            log.warning("the database cannot be reached", reason=str(error))
            return [_unavailable() for _ in batch]
        except _CommitUnknown as unknown:
            return await self._settled(unknown.decision)
        except Exception as error:  # noqa: BLE001 - one bad append, whatever is wrong
            return await self._one_by_one(batch, error)

    async def _transaction(self, batch: Sequence[Prepared]) -> Decision:
        connection = await self._connection.begin()
        try:
            row = await self._connection.read(*questions(batch))
            decider = Decider(state_from(row), self._sealer, self._projections)
            decision = decider.decide(batch)
            if decision.commits:
                await self._connection.write(decision.parameters)
        except BaseException as error:
            await self._connection.abandon(error)
            if is_broken(error, connection):
                raise Broken from error
            raise
        if not decision.commits:
            await self._connection.roll_back()
        elif not await self._connection.commit():
            raise _CommitUnknown(decision)
        return decision

    async def _one_by_one(
        self, batch: Sequence[Prepared], error: Exception
    ) -> list[Verdict]:
        """Something in the batch cannot be written: let it fail alone."""
        # No traceback: it might show values, and they may be narrative.
        if len(batch) == 1:
            trace = trace_id(batch[0].traceparent)
            log.error("an append failed", reason=blamed(error), trace=trace)
            return [_unavailable()]
        log.error("appends failed", appends=len(batch), reason=blamed(error))
        return [verdict for one in batch for verdict in await self.commit([one])]

    async def _settled(self, decision: Decision) -> list[Verdict] | None:
        """Find out what became of a transaction whose COMMIT went unanswered."""
        log.warning("the outcome of a commit is unknown, asking the log")
        limit = monotonic() + CERTAINTY_SECONDS
        while monotonic() < limit:
            try:
                committed = await self._connection.holds(
                    decision.last_position, decision.last_hash
                )
            except (Broken, Unreachable, *FAILURES):
                await asyncio.sleep(_PAUSE_SECONDS)
            else:
                return decision.verdicts if committed else None
        return [_unknown(verdict) for verdict in decision.verdicts]


class _CommitUnknown(Exception):
    def __init__(self, decision: Decision) -> None:
        super().__init__()
        self.decision = decision


def blamed(error: BaseException) -> str:
    """What failed and where, never with which values: those may be narrative."""
    frames = traceback.extract_tb(error.__traceback__)
    where = (
        f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    )
    return type(error).__name__ + where


def _unknown(verdict: Any) -> Verdict:
    """What lost is certainly not recorded; what won or was recorded before may be."""
    return _unavailable() if isinstance(verdict, Exception) else OutcomeUnknown()


def _unavailable() -> Unavailable:
    return Unavailable("The log cannot be written just now. Nothing was recorded.")
