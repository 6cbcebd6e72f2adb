"""Makes an append ready: everything that can be worked out before the lock."""

import os
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from dispute_core.application.ports import Append, Author, IdempotencyKey
from dispute_core.domain.events import DomainFact
from dispute_core.log.canonical import NotCanonical, render
from dispute_core.log.codec import Codec
from dispute_core.log.keyring import Secrets
from dispute_core.log.leaf import facts_hash
from dispute_core.log.scalars import Unfit
from dispute_core.tracing import present_parent

_SALT_BYTES = 16
_NOTHING = Append(
    stream_id=UUID(int=0),
    expected_version=0,
    partnership="",
    events=(),
    author=Author(client="", subject=""),
)
_ROW_BYTES = 400  # about what a header weighs


class Item(NamedTuple):
    """An event as bytes; what its place in the log adds comes under the lock."""

    topic: str
    occurred_at: datetime
    salt: bytes
    facts: str
    facts_hash: bytes
    narrative: bytes | None


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An append as bytes and digests."""

    append: Append
    items: tuple[Item, ...]
    subject: str
    request: bytes | None
    fingerprint: bytes | None
    size: int
    traceparent: str | None = None
    """The work that it is part of; kept beside the events, and in no hash."""
    person: bytes | None = None
    """The digest of whom it is about, where others about them are asked for."""


class Preparer:
    """Encodes appends; refuses with `Unfit` what could not be read back."""

    def __init__(self, codec: Codec, secrets: Secrets) -> None:
        self._codec = codec
        self._secrets = secrets

    def prepare(self, append: Append) -> Prepared:
        _check(append)
        salts = os.urandom(_SALT_BYTES * len(append.events))
        items = tuple(
            self._item(event, salts[_SALT_BYTES * n : _SALT_BYTES * (n + 1)])
            for n, event in enumerate(append.events)
        )
        key = append.idempotency
        secrets = self._secrets
        return Prepared(
            append=append,
            items=items,
            subject=secrets.pseudonym(append.author.subject),
            request=secrets.request_digest(key.client, key.key) if key else None,
            fingerprint=secrets.fingerprint_digest(key.fingerprint) if key else None,
            size=sum(map(_size, items)),
            traceparent=present_parent(),
            person=self._person(append),
        )

    def question(self, key: IdempotencyKey) -> Prepared:
        """No events: only what an earlier use of the key recorded is asked for."""
        return Prepared(
            append=_NOTHING,
            items=(),
            subject="",
            request=self._secrets.request_digest(key.client, key.key),
            fingerprint=self._secrets.fingerprint_digest(key.fingerprint),
            size=0,
        )

    def _person(self, append: Append) -> bytes | None:
        if append.same_person is None:
            return None
        return self._secrets.digest_of(append.partnership, append.same_person.subject)

    def _item(self, event: DomainFact, salt: bytes) -> Item:
        encoded = self._codec.encode(event)
        facts = render(encoded.facts)
        return Item(
            topic=encoded.topic,
            occurred_at=event.timestamp,
            salt=salt,
            facts=facts.decode(),
            facts_hash=facts_hash(salt, facts),
            narrative=render(encoded.narrative) if encoded.narrative else None,
        )


def _size(item: Item) -> int:
    return _ROW_BYTES + len(item.facts) + len(item.narrative or b"")


def _check(append: Append) -> None:
    if not append.events:
        message = "an append without events"
        raise Unfit(message)
    for version, event in enumerate(append.events, start=append.expected_version + 1):
        if event.originator_id != append.stream_id:
            message = "an event of another stream"
            raise Unfit(message)
        if event.originator_version != version:
            message = "the events do not follow the expected version"
            raise Unfit(message)
        if event.timestamp.tzinfo is None:
            message = "an instant without a time zone"
            raise Unfit(message)
    author = append.author
    for text in (
        append.partnership,
        author.client,
        author.agency,
        append.correlation,
        append.causation,
        *append.dedupe,
    ):
        if text is not None:
            _check_storable(text)


def _check_storable(text: str) -> None:
    if "\x00" in text:
        message = "text with a zero character cannot be stored"
        raise Unfit(message)
    try:
        text.encode()
    except UnicodeEncodeError:
        message = "text with a lone surrogate cannot be stored"
        raise NotCanonical(message) from None
