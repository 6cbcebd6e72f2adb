"""The rules and the directory by which a dispute's notices go, as the log has them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from deadline_worker.failures import is_passing
from dispute_core.application.core import Core
from dispute_core.application.directories.reading import Store, read_directory
from dispute_core.domain.directory.partnership import Partnership, in_training
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import DisputeError
from dispute_core.domain.policy import Policy
from dispute_core.domain.working_time import Calendar

_KNOWN_SECONDS = 5.0
"""How long a directory that says something new may go unnoticed."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Looks them up; a policy that is not at hand must keep nobody from being told."""

    core: Core
    store: Store
    monotonic: Callable[[], float] = time.monotonic
    _known: dict[str, tuple[float, Partnership]] = field(default_factory=dict)

    async def partnership(self, code: str) -> Partnership:
        """The directory with the mailboxes of holders, which are sealed elsewhere."""
        now = self.monotonic()
        read_at, known = self._known.get(code, (0.0, None))
        if known is None or now - read_at > _KNOWN_SECONDS:
            known = (await read_directory(code, self.store)).partnership
            self._known[code] = (now, known)
        return known

    async def in_training(self) -> list[str]:
        """The partnerships to practise in; nobody on call hears of what fails there."""
        return in_training(await self.core.catalogue.partnerships())

    async def remind_before(self, partnership: str) -> int | None:
        """How many working days before a limit a board wants it, if it has said so."""
        found = await self.core.catalogue.partnership(partnership)
        return found.remind_before if found else None

    async def policy(self, dispute: Dispute) -> Policy | None:
        raised = dispute.raised
        try:
            whole = await self.core.policy(raised.policy.ref, raised.policy.sha256)
        except DisputeError as error:
            if is_passing(error):
                raise
            return None
        return whole.for_case(raised.priority, dispute.category)

    async def calendar(self, dispute: Dispute) -> Calendar | None:
        """The days by which a dispute counts; None where its policy is not at hand."""
        raised = dispute.raised
        policy = await self.policy(dispute)
        if policy is None:
            return None
        return await self.core.calendar(
            policy, raised.partnership, pinned=dispute.calendar
        )
