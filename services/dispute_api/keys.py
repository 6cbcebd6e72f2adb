"""The issuer's public keys, read from a file that may be replaced while we run."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

PublicKey = ECKey | OKPKey | RSAKey

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
        content = json.loads(path.read_bytes())
        keys = list(KeySet.import_key_set(content))
    except (OSError, ValueError, TypeError, KeyError, JoseError) as error:
        message = f"{path.name} holds no readable set of public keys (JWKS)"
        raise BadKeyFile(message) from error
    found: dict[str, PublicKey] = {}
    for entry, key in zip(content["keys"], keys, strict=True):
        if isinstance(key, ECKey | OKPKey | RSAKey) and usable(entry, key):
            found[str(entry["kid"])] = key
    if not found:
        message = f"{path.name} holds no key with an id that may check signatures"
        raise BadKeyFile(message)
    return found


def usable(entry: dict[str, Any], key: PublicKey) -> bool:
    """Whether a key may check signatures: named, meant for it, and strong enough."""
    if not entry.get("kid") or entry.get("use", "sig") != "sig":
        return False
    return not (isinstance(key, RSAKey) and key.public_key.key_size < SMALLEST_RSA)
