"""Seals narrative: AES-256-GCM with a data key per dispute, itself wrapped.

What is sealed is bound to its place: bytes moved to another event, stream, partnership
or topic do not open. Destroying a wrapped key makes every narrative of its stream
unreadable at once, here too: unwrapped keys are remembered by their wrapped bytes,
which have to be read from the log again each time.
"""

import os
from collections import OrderedDict
from dataclasses import dataclass
from json.encoder import encode_basestring as _text
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dispute_core.log.keyring import KeyRing

_ID_BYTES = 16
_NONCE = 12
_KEY_BYTES = 32
_REMEMBERED = 4096


class CannotOpen(Exception):
    """The sealed bytes do not belong here, were changed, or their key is another."""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A stream's data key as the log keeps it, and which secret opens it."""

    key_id: UUID
    kek_id: str
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a narrative stands; it opens nowhere else."""

    partnership: str
    stream: UUID
    version: int
    topic: str


class Sealer:
    """Seals and opens with the keys of streams."""

    def __init__(self, ring: KeyRing) -> None:
        self._current = ring.current
        self._wrapping = {name: AESGCM(key) for name, key in ring.keys.items()}
        self._open: OrderedDict[tuple[UUID, bytes], AESGCM] = OrderedDict()

    def new_key(self, stream: UUID) -> WrappedKey:
        """Make a stream's data key; it exists nowhere but in what this returns."""
        random = os.urandom(_ID_BYTES + _NONCE + _KEY_BYTES)
        key_id = UUID(bytes=random[:_ID_BYTES], version=4)
        nonce, data_key = random[_ID_BYTES:-_KEY_BYTES], random[-_KEY_BYTES:]
        context = _wrap_context(stream, key_id, self._current)
        wrapped = nonce + self._wrapping[self._current].encrypt(
            nonce, data_key, context
        )
        self._remember((stream, wrapped), AESGCM(data_key))
        return WrappedKey(key_id, self._current, wrapped)

    def seal(self, key: WrappedKey, place: Place, narrative: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        data_key = self._unwrapped(key, place.stream)
        return nonce + data_key.encrypt(nonce, narrative, _context(place, key.key_id))

    def open(self, key: WrappedKey, place: Place, sealed: bytes) -> bytes:
        data_key = self._unwrapped(key, place.stream)
        try:
            return data_key.decrypt(
                sealed[:_NONCE], sealed[_NONCE:], _context(place, key.key_id)
            )
        except (InvalidTag, ValueError):
            message = "a sealed narrative does not open where it stands"
            raise CannotOpen(message) from None

    def _unwrapped(self, key: WrappedKey, stream: UUID) -> AESGCM:
        name = (stream, key.wrapped)
        known = self._open.get(name)
        if known is not None:
            self._open.move_to_end(name)
            return known
        opened = AESGCM(self._unwrap(key, stream))
        self._remember(name, opened)
        return opened

    def _remember(self, name: tuple[UUID, bytes], opened: AESGCM) -> None:
        self._open[name] = opened
        if len(self._open) > _REMEMBERED:
            self._open.popitem(last=False)

    def _unwrap(self, key: WrappedKey, stream: UUID) -> bytes:
        wrapping = self._wrapping.get(key.kek_id)
        if wrapping is None:
            message = f"no secret has the id {key.kek_id}"
            raise CannotOpen(message)
        context = _wrap_context(stream, key.key_id, key.kek_id)
        try:
            return wrapping.decrypt(key.wrapped[:_NONCE], key.wrapped[_NONCE:], context)
        except (InvalidTag, ValueError):
            message = "a data key does not open with the secret that it names"
            raise CannotOpen(message) from None


def _context(place: Place, key_id: UUID) -> bytes:
    """The associated data of a narrative, format 1: canonical JSON, like a leaf's."""
    return (
        f'{{"format":1,"key":"{key_id}","partnership":{_text(place.partnership)},'
        f'"stream":"{place.stream}","topic":{_text(place.topic)},'
        f'"version":{place.version}}}'
    ).encode()


def _wrap_context(stream: UUID, key_id: UUID, kek_id: str) -> bytes:
    """The associated data of a wrapped data key, format 1."""
    return (
        f'{{"format":1,"key":"{key_id}","stream":"{stream}",'
        f'"wrapped_by":{_text(kek_id)}}}'
    ).encode()
