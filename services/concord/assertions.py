"""What a client signs to show who it is (`private_key_jwt`): good once, for minutes."""

import time
from collections.abc import Callable, Collection, Mapping

from joserfc.jwk import ECKey

from concord.clients import Client, Clients
from dispute_api.tokens.claims import LEEWAY
from dispute_api.tokens.issuer import ALGORITHM
from dispute_api.tokens.refusing_tokens import TokenRefused
from dispute_api.tokens.signed import Object, take_apart

BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST = 300
"""Seconds that an assertion may be good for."""

_TYPES = ("jwt", "client-authentication+jwt")


class NotGranted(Exception):
    """No token; the code is one of RFC 6749, section 5.2."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


class Assertions:
    """Knows clients by their signatures, and each signature only once."""

    def __init__(
        self,
        clients: Clients,
        audiences: Collection[str],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._clients = clients
        self._audiences = audiences
        self._clock = clock
        self._used: dict[tuple[str, str], float] = {}

    def signer(self, form: Mapping[str, str]) -> tuple[str, Client]:
        """Who signed the assertion in a form; raises `NotGranted`."""
        if form.get("client_assertion_type") != BEARER:
            raise NotGranted("invalid_client", 401)
        try:
            name, client, claims = self._signed(form.get("client_assertion", ""))
        except TokenRefused:
            raise NotGranted("invalid_client", 401) from None
        if form.get("client_id", name) != name or not self._is_for_now(name, claims):
            raise NotGranted("invalid_client", 401)
        return name, client

    def _signed(self, assertion: str) -> tuple[str, Client, Object]:
        signed = take_apart(assertion)
        name = signed.claims.get("sub")
        client = self._clients.find(name)
        if client is None or signed.claims.get("iss") != name:
            raise TokenRefused("key")
        algorithm = signed.expect_header(_TYPES, (ALGORITHM,))
        signed.expect_signature(ECKey.import_key(dict(client.jwk)), algorithm)
        return str(name), client, signed.claims

    def _is_for_now(self, name: str, claims: Object) -> bool:
        """Whether an assertion is for us, short-lived, and comes for the first time."""
        now, expires, jti = self._clock(), claims.get("exp"), claims.get("jti")
        if claims.get("aud") not in self._audiences or not isinstance(jti, str):
            return False
        if isinstance(expires, bool) or not isinstance(expires, int | float):
            return False
        if not now - LEEWAY < expires <= now + LONGEST + LEEWAY:
            return False
        self._used = {one: end for one, end in self._used.items() if end > now - LEEWAY}
        if not jti or (name, jti) in self._used:
            return False
        self._used[name, jti] = float(expires)
        return True
