"""Who is asking: a signed bearer token (RFC 9068), checked as RFC 8725 asks."""

import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from hashlib import sha256
from typing import NamedTuple

import structlog
from starlette.datastructures import Headers

from dispute_api.tokens.certificates import thumbprint
from dispute_api.tokens.claims import (
    LEEWAY,
    bound_to,
    caller_from,
    expect_audience,
    expect_times,
)
from dispute_api.tokens.fetched_keys import FetchedKeys
from dispute_api.tokens.issuers import Issuer
from dispute_api.tokens.refusing_tokens import WANTED, TokenRefused, answer_to, refused
from dispute_api.tokens.revoked import Revocations
from dispute_api.tokens.signed import MAX_TOKEN, Signed, take_apart
from dispute_core.application.caller import Caller
from dispute_core.domain.errors import Unavailable

REMEMBERED = 4096
NO_KEYS = "The keys of the token's issuer cannot be had just now. Send it again later."

log = structlog.get_logger("dispute_api.audit")


class _Known(NamedTuple):
    """What a token was found to say."""

    caller: Caller
    expires: float
    certificate: str | None
    issuer: str


class Verifier:
    """Turns tokens into callers, and remembers those it has verified."""

    def __init__(
        self,
        issuers: Iterable[Issuer],
        *,
        revocations: Revocations,
        certificate_header: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._issuers = {issuer.trust.issuer: issuer for issuer in issuers}
        self._keys = [issuer.keys for issuer in self._issuers.values()]
        self._revocations = revocations
        self._certificate_header = certificate_header
        self._clock = clock
        self._known: OrderedDict[bytes, _Known] = OrderedDict()
        self._generation = 0

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Have the keys of every issuer, for as long as the service runs."""
        async with AsyncExitStack() as stack:
            for keys in self._keys:
                await stack.enter_async_context(keys.opened())
            yield

    def keys_seconds_left(self) -> dict[str, float]:
        """For how long the keys count of each issuer that publishes them."""
        return {
            name: issuer.keys.seconds_left
            for name, issuer in self._issuers.items()
            if isinstance(issuer.keys, FetchedKeys)
        }

    async def caller(self, headers: Headers, request: object) -> Caller:
        """The caller whom the headers of a request name; raises `Rejected`.

        Each token that is refused leaves a line for the operator's audit: why, whose
        it was if that is known, in which request; never a word of the token.
        """
        sent = headers.getlist("authorization")
        if not sent:
            raise refused(WANTED, error=None)
        known: _Known | None = None
        try:
            known = await self._known_from(sent)
            if known.certificate is not None:
                self._expect_certificate(known.certificate, headers)
            await self._revocations.expect_in_office(known.caller)
        except TokenRefused as error:
            log.warning(
                "token refused",
                reason=error.reason,
                issuer=known.issuer if known else error.issuer,
                request=str(request),
            )
            raise answer_to(error.reason) from None
        return known.caller

    async def _known_from(self, sent: list[str]) -> _Known:
        scheme, _, token = sent[0].partition(" ")
        token = token.strip(" ")
        if len(sent) != 1 or scheme.lower() != "bearer" or not token:
            raise TokenRefused("scheme")
        if len(token) > MAX_TOKEN:
            raise TokenRefused("size")
        self._forget_if_keys_changed()
        digest = sha256(token.encode("utf-8", "surrogatepass")).digest()
        known = self._known.get(digest)
        if known is None:
            known = await self._verified(take_apart(token))
            self._known[digest] = known
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        if self._clock() >= known.expires + LEEWAY:
            self._known.pop(digest, None)
            expired = TokenRefused("expired")
            expired.issuer = known.issuer
            raise expired
        return known

    def _forget_if_keys_changed(self) -> None:
        generation = 0
        for keys in self._keys:
            keys.refresh()
            generation += keys.generation
        if generation != self._generation:
            self._known.clear()
            self._generation = generation

    async def _verified(self, signed: Signed) -> _Known:
        claimed = signed.claims.get("iss")
        issuer = self._issuers.get(claimed) if isinstance(claimed, str) else None
        if issuer is None:
            raise TokenRefused("issuer")
        try:
            return await self._verified_of(issuer, signed)
        except TokenRefused as error:
            error.issuer = issuer.trust.issuer
            raise

    async def _verified_of(self, issuer: Issuer, signed: Signed) -> _Known:
        trust, keys = issuer.trust, issuer.keys
        algorithm = signed.expect_header(issuer.types, trust.algorithms)
        kid = signed.kid
        if kid is None:
            raise TokenRefused("key")
        if keys.find(kid) is None:
            await keys.hunt(kid)
        key = keys.find(kid)
        if key is None:
            if not keys.at_hand:
                raise Unavailable(NO_KEYS)
            raise TokenRefused("key")
        signed.expect_signature(key, algorithm)
        expect_audience(signed.claims, trust.audience)
        expires = expect_times(signed.claims, self._clock(), trust.longest_life)
        certificate = bound_to(signed.claims)
        if trust.certificate_bound and certificate is None:
            raise TokenRefused("certificate")
        caller = caller_from(signed.claims)
        issuer.expect_competent(caller)
        return _Known(caller, expires, certificate, trust.issuer)

    def _expect_certificate(self, expected: str, headers: Headers) -> None:
        name = self._certificate_header
        if name is None or thumbprint(headers.getlist(name)) != expected:
            raise TokenRefused("certificate")
