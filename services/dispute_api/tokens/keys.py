"""The public keys of an issuer, and the file they may be kept in."""

import json
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from typing import Any, Protocol

import structlog
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey

from dispute_api.tokens.watched_file import WatchedFile

PublicKey = ECKey | OKPKey | RSAKey
KINDS: dict[str, type[ECKey | OKPKey | RSAKey]] = {
    "EC": ECKey,
    "OKP": OKPKey,
    "RSA": RSAKey,
}
MADE_WITH: dict[str, tuple[str, str | None]] = {
    "ES256": ("EC", "P-256"),
    "ES384": ("EC", "P-384"),
    "ES512": ("EC", "P-521"),
    "EdDSA": ("OKP", "Ed25519"),
    "RS256": ("RSA", None),
    "RS512": ("RSA", None),
    "PS256": ("RSA", None),
}
"""The kind of key, and its curve, that each algorithm is made with."""

LOOK_EVERY = 1.0
"""Seconds between two looks at the file."""

SMALLEST_RSA = 2048

log = structlog.get_logger("dispute_api")


class BadKeys(Exception):
    """There is no set of public keys, or it holds something else."""


class Keys(Protocol):
    """Where the keys of one issuer come from."""

    @property
    def generation(self) -> int:
        """Counts the changes, so that what was verified before can be forgotten."""

    @property
    def at_hand(self) -> bool:
        """Whether there is any word of the issuer that may still be believed."""

    def find(self, kid: str) -> PublicKey | None: ...

    def refresh(self) -> None:
        """Take a look, if it costs nothing and the last was not just now."""

    async def hunt(self, kid: str) -> None:
        """Look for a key that is not known, as often as that is allowed."""

    def opened(self) -> AbstractAsyncContextManager[None]:
        """Keep them fresh for as long as the service runs."""


class KeyFile:
    """A JWKS file; a new one takes effect within a second, a broken one never."""

    at_hand = True

    def __init__(
        self, path: Path, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._file = WatchedFile(path, every=LOOK_EVERY, monotonic=monotonic)
        self._keys = read_file(path)
        self.generation = 0

    def find(self, kid: str) -> PublicKey | None:
        return self._keys.get(kid)

    def refresh(self) -> None:
        """Look whether the file has changed, at most once a second."""
        if self._file.due():
            self._look()

    async def hunt(self, kid: str) -> None:
        """A file may be looked at whenever that helps."""
        del kid
        self._look()

    def opened(self) -> AbstractAsyncContextManager[None]:
        return nullcontext()

    def _look(self) -> None:
        if not self._file.changed():
            return
        try:
            self._keys = read_file(self._file.path)
        except BadKeys:
            log.error("key file not readable")  # noqa: TRY400 - it may hold anything
            return
        self.generation += 1


def read_file(path: Path) -> Mapping[str, PublicKey]:
    """The keys of a JWKS file by their id; raises `BadKeys`."""
    try:
        return read_keys(path.read_bytes())
    except (OSError, BadKeys) as error:
        message = f"{path.name} holds no set of public keys (JWKS) with ids"
        raise BadKeys(message) from error


def read_keys(content: bytes) -> Mapping[str, PublicKey]:
    """The keys that may check signatures; others are passed over (RFC 7517, 5)."""
    try:
        entries = json.loads(content)["keys"]
        found = [(entry["kid"], _key(entry)) for entry in entries if usable(entry)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadKeys("This is no set of public keys.") from error
    keys = {kid: key for kid, key in found if key is not None and is_strong(key)}
    if not keys:
        raise BadKeys("No key in the set may check signatures.")
    return keys


def usable(entry: dict[str, Any]) -> bool:
    """Whether a key is named, public, and meant for checking signatures."""
    return (
        isinstance(entry.get("kid"), str)
        and bool(entry["kid"])
        and entry.get("use", "sig") == "sig"
        and "verify" in entry.get("key_ops", ("verify",))
        and entry.get("kty") in KINDS
        and "d" not in entry
    )


def is_strong(key: PublicKey) -> bool:
    return not isinstance(key, RSAKey) or key.public_key.key_size >= SMALLEST_RSA


def fits(key: PublicKey, algorithm: str) -> bool:
    """Whether a key is of the kind that an algorithm needs, and given for no other."""
    kind, curve = MADE_WITH[algorithm]
    if key.key_type != kind or key.alg not in (None, algorithm):
        return False
    return isinstance(key, RSAKey) or key.curve_name == curve


def _key(entry: dict[str, Any]) -> PublicKey | None:
    try:
        return KINDS[entry["kty"]].import_key(entry)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
