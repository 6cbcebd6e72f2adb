"""The secrets of an installation, read once from a file or a variable.

    {"format": 1, "current": "2026-1", "keys": {"2026-1": "<32 bytes, base64>"},
     "pseudonym": "<32 bytes, base64>"}

`keys` are key-encryption keys; `current` wraps new data keys, the others only open old
ones. From `pseudonym` come all keyed digests: whoever loses it can no longer tell
that two events are by the same person, nor that a request is a repeat.
"""

import base64
import binascii
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hmac import digest
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dispute_core.domain.values import Subject, alike
from dispute_core.private_files import create_private

_BYTES = 32
_PSEUDONYM_BYTES = 16


class UnusableSecrets(ValueError):
    """The secrets cannot be used; the message says why, never what they are."""


@dataclass(frozen=True)
class KeyRing:
    """The key-encryption keys by id; `current` names the one for new data keys."""

    current: str
    keys: Mapping[str, bytes] = field(repr=False)

    def __post_init__(self) -> None:
        if self.current not in self.keys:
            message = "the current key is not among the keys"
            raise UnusableSecrets(message)
        if any(len(key) != _BYTES for key in self.keys.values()):
            message = "a key-encryption key must have 32 bytes"
            raise UnusableSecrets(message)


@dataclass(frozen=True)
class Secrets:
    """Every secret the core works with, each for one purpose."""

    ring: KeyRing
    pseudonym_key: bytes = field(repr=False)
    idempotency_key: bytes = field(repr=False)
    cursor_key: bytes = field(repr=False)
    """For the API's opaque cursors (AES-256)."""
    calendar_key: bytes = field(repr=False)
    """For the addresses of calendar feeds, and for what is kept of them."""
    person_key: bytes = field(repr=False)
    """For finding the disputes of a person by the person's reference."""

    @classmethod
    def from_file(cls, path: Path) -> "Secrets":
        """Read the file; refuses one that others may read or its group may change."""
        if stat.S_IMODE(path.stat().st_mode) & 0o037:
            message = f"{path} can be read by others; give it mode 0600 or 0440"
            raise UnusableSecrets(message)
        return cls.from_text(path.read_text())

    @classmethod
    def from_text(cls, text: str) -> "Secrets":
        """Read the content of a variable, in the same form as the file."""
        try:
            content = json.loads(text)
            if content["format"] != 1:
                message = "this release reads secrets of format 1 only"
                raise UnusableSecrets(message)
            keys = {name: _secret(value) for name, value in content["keys"].items()}
            ring = KeyRing(current=content["current"], keys=keys)
            root = _secret(content["pseudonym"])
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            message = (
                f"the secrets are not in the form expected ({type(error).__name__})"
            )
            raise UnusableSecrets(message) from None
        return cls(
            ring=ring,
            pseudonym_key=_derived(root, b"pseudonym"),
            idempotency_key=_derived(root, b"idempotency"),
            cursor_key=_derived(root, b"cursor"),
            calendar_key=_derived(root, b"calendar"),
            person_key=_derived(root, b"person"),
        )

    @classmethod
    def generate(cls, path: Path) -> "Secrets":
        """Make new secrets in a new file; never writes over one that exists."""
        content = {
            "format": 1,
            "current": "1",
            "keys": {"1": _encoded(os.urandom(_BYTES))},
            "pseudonym": _encoded(os.urandom(_BYTES)),
        }
        text = json.dumps(content, indent=2) + "\n"
        create_private(path, text)
        return cls.from_text(text)

    def pseudonym(self, subject: str) -> str:
        """The same person always has the same one; nobody without the key can tell."""
        return _pseudonym(self.pseudonym_key, subject)

    def request_digest(self, client: str, key: str) -> bytes:
        """What the log keeps of an idempotency key; another client's is another."""
        name = f"{len(client)}:{client}{key}"
        return digest(self.idempotency_key, b"key\x00" + name.encode(), "sha256")

    def fingerprint_digest(self, fingerprint: bytes) -> bytes:
        return digest(self.idempotency_key, b"request\x00" + fingerprint, "sha256")

    def digest_of(self, partnership: str, subject: Subject) -> bytes:
        """What finds a person again whom a dispute is about."""
        held_by, reference = subject.held_by or "", subject.reference or ""
        return self.person_digest(partnership, held_by, reference)

    def person_digest(self, partnership: str, held_by: str, reference: str) -> bytes:
        """What finds a person again by the number that an agency keeps."""
        person = f"{partnership}\x00{held_by}\x00{alike(reference)}"
        return _person(self.person_key, person)

    def feed_secret(self, client: str, key: str) -> str:
        """The secret of a calendar feed's address, the same again for a repeat."""
        name = f"{len(client)}:{client}{key}"
        secret = digest(self.calendar_key, b"secret\x00" + name.encode(), "sha256")
        return base64.urlsafe_b64encode(secret).decode().rstrip("=")

    def feed_digest(self, secret: str) -> str:
        """All that the log keeps of such a secret."""
        return digest(
            self.calendar_key, b"digest\x00" + secret.encode(), "sha256"
        ).hex()


@lru_cache(maxsize=4096)
def _pseudonym(key: bytes, subject: str) -> str:
    full = digest(key, b"subject\x00" + subject.encode(), "sha256")
    return full[:_PSEUDONYM_BYTES].hex()


@lru_cache(maxsize=64)
def _person(key: bytes, person: str) -> bytes:
    """Remembered for a moment: an append asks before the lock and under it."""
    return digest(key, person.encode(), "sha256")


def _derived(root: bytes, purpose: bytes) -> bytes:
    info = b"concord/1/" + purpose
    return HKDF(algorithm=hashes.SHA256(), length=_BYTES, salt=None, info=info).derive(
        root
    )


def _secret(value: Any) -> bytes:
    try:
        secret = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        message = "a secret is not base64"
        raise UnusableSecrets(message) from None
    if len(secret) != _BYTES:
        message = "a secret must have 32 bytes"
        raise UnusableSecrets(message)
    return secret


def _encoded(secret: bytes) -> str:
    return base64.b64encode(secret).decode()
