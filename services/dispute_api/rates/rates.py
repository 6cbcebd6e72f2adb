"""Holds clients and agencies to their rates, whichever process they ask.

No request waits for this: each is decided on what this process knows, and what it let
pass is told to the others in the background, for all clients together. While that
cannot be done each process holds the rates alone; the database that is away then
refuses every command anyway.
"""

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from math import ceil

import structlog

from dispute_api.rates.allowance import Allowance, Policy
from dispute_api.rates.limits import Rate, RateLimits
from dispute_api.rates.shared import Sharing
from dispute_api.refusals.problems import TOO_MANY_REQUESTS, Rejected
from dispute_core.application.caller import Caller

REMEMBERED = 8192
"""Clients and agencies; with more than that those are forgotten that asked first."""

SLICE = 50
"""A fiftieth of a rate at most is let pass before the others are told of it."""

LATER = 1.0
"""Seconds between two tries while the others cannot be reached."""

LONGEST_WAIT = 3600
RATES = "concord.rates"
"""Where a request keeps what its answer says of the rates."""

SLOWER = (
    "Wait as long as Retry-After says and send it again; a command with the same"
    " Idempotency-Key."
)

log = structlog.get_logger("dispute_api")

Headers = list[tuple[bytes, bytes]]


class Rates:
    """What every client and agency has left."""

    def __init__(
        self,
        limits: RateLimits,
        sharing: Sharing,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits = limits
        self._sharing = sharing
        self._clock = clock
        self._known: OrderedDict[tuple[str, ...], Allowance] = OrderedDict()
        self._untold: dict[bytes, Allowance] = {}
        self._some, self._much = asyncio.Event(), asyncio.Event()
        self._late = False
        rates: dict[Policy, Rate] = {"client": limits.client, "agency": limits.agency}
        self._policies = ", ".join(
            f'"{name}";q={rate.requests};w={ceil(rate.seconds)}'
            for name, rate in rates.items()
        ).encode()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Tell the other processes for as long as this one runs, and once more."""
        task = asyncio.create_task(self._run(), name="sharing of rates")
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            await self.share()
            await self._sharing.close()

    def take(self, caller: Caller) -> Headers:
        """Let a request pass, or raise `Rejected`; what its answer says of the rates.

        What is left is said once it is less than half: until then it is the same for
        everybody, and an answer costs nothing more.
        """
        now = self._clock()
        allowances = [self._of("client", self._limits.client, caller.namespace)]
        if caller.agency is not None:
            agency = (caller.partnership, caller.agency)
            allowances.append(self._of("agency", self._limits.agency, *agency))
        if any(one.wait(now) for one in allowances):
            raise self._too_many(allowances, now)
        said = [(b"ratelimit-policy", self._policies)]
        scarce = False
        for one in allowances:
            one.take(now)
            self._note(one)
            scarce = scarce or one.whole_at - now > one.rate.seconds / 2
        if scarce:
            said.append((b"ratelimit", _left(allowances, now)))
        return said

    async def share(self) -> None:
        """Tell the others what was let pass, and hear from them; once."""
        telling = list(self._untold.values())
        self._untold.clear()
        self._some.clear()
        self._much.clear()
        now = self._clock()
        spans = {one.key: one.tell(now, late=self._late) for one in telling}
        if not spans:
            return
        try:
            whole_in = await self._sharing.tell(spans)
        except Exception as error:  # noqa: BLE001 - counting must never end serving
            self._keep(telling, spans, error)
            return
        self._late = False
        now = self._clock()
        for one in telling:
            one.told(whole_in[one.key], now)

    def _keep(
        self, untold: Iterable[Allowance], spans: Mapping[bytes, float], why: Exception
    ) -> None:
        """Tell it when the others can be reached again."""
        if not self._late:
            log.warning("rates are not shared", kind=type(why).__name__)
        self._late = True
        for one in untold:
            one.not_told(spans[one.key])
            self._untold[one.key] = one
        self._some.set()

    async def _run(self) -> None:
        while True:
            await self._some.wait()
            if self._late:
                await asyncio.sleep(LATER)
            else:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._limits.share_seconds):
                        await self._much.wait()
            await self.share()

    def _of(self, policy: Policy, rate: Rate, *name: str) -> Allowance:
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = Allowance(policy, "\n".join(name), rate)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found

    def _note(self, one: Allowance) -> None:
        if one.untold == 1:
            self._untold[one.key] = one
            self._some.set()
        elif one.untold * SLICE >= one.rate.requests:
            self._much.set()

    def _too_many(self, allowances: Iterable[Allowance], now: float) -> Rejected:
        seconds = min(LONGEST_WAIT, max(1, *(ceil(a.wait(now)) for a in allowances)))
        return Rejected(
            TOO_MANY_REQUESTS,
            SLOWER,
            headers={
                "Retry-After": str(seconds),
                "RateLimit-Policy": self._policies.decode(),
                "RateLimit": _left(allowances, now).decode(),
            },
        )


def _left(allowances: Iterable[Allowance], now: float) -> bytes:
    return ", ".join(
        f'"{one.policy}";r={one.left(now)};t={max(0, ceil(one.whole_at - now))}'
        for one in allowances
    ).encode()
