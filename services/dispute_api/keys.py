"""The issuer's public keys, read from a file that may be replaced while we run."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey

PublicKey = ECKey | OKPKey | RSAKey
KINDS: dict[str, type[ECKey | OKPKey | RSAKey]] = {
    "EC": ECKey,
    "OKP": OKPKey,
    "RSA": RSAKey,
}

LOOK_EVERY = 1.0
"""Seconds between two looks at the file."""

SMALLEST_RSA = 2048


class BadKeyFile(Exception):
    """The key file is missing, or holds something else than public keys."""


class KeyFile:
    """A JWKS file; a new one takes effect within a second, a broken one never."""

    def __init__(
        self, path: Path, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._path = path
        self._monotonic = monotonic
        self._looked_at = monotonic()
        self._stamp = self._stamp_now()
        self._keys = read_keys(path)
        self.generation = 0

    def find(self, kid: object) -> PublicKey | None:
        return self._keys.get(kid) if isinstance(kid, str) else None

    def refresh(self) -> None:
        """Look whether the file has changed, at most once a second."""
        now = self._monotonic()
        if now - self._looked_at < LOOK_EVERY:
            return
        self._looked_at = now
        stamp = self._stamp_now()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._keys = read_keys(self._path)
        except BadKeyFile:
            structlog.get_logger("dispute_api").error("key file not readable")
            return
        self.generation += 1

    def _stamp_now(self) -> tuple[int, int] | None:
        try:
            stat = self._path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_ino


def read_keys(path: Path) -> dict[str, PublicKey]:
    """The keys of a JWKS file by their id; raises `BadKeyFile`."""
    try:
        entries = json.loads(path.read_bytes())["keys"]
        keys = {str(entry["kid"]): _key(entry) for entry in entries if usable(entry)}
    except (OSError, ValueError, TypeError, KeyError, JoseError) as error:
        message = f"{path.name} holds no readable set of public keys (JWKS)"
        raise BadKeyFile(message) from error
    strong = {kid: key for kid, key in keys.items() if is_strong(key)}
    if not strong:
        message = f"{path.name} holds no key with an id that may check signatures"
        raise BadKeyFile(message)
    return strong


def usable(entry: dict[str, Any]) -> bool:
    """Whether a key is named, meant for signatures, and not a shared secret."""
    return (
        bool(entry.get("kid"))
        and entry.get("use", "sig") == "sig"
        and entry.get("kty") in KINDS
    )


def is_strong(key: PublicKey) -> bool:
    return not isinstance(key, RSAKey) or key.public_key.key_size >= SMALLEST_RSA


def _key(entry: dict[str, Any]) -> PublicKey:
    return KINDS[entry["kty"]].import_key(entry)
