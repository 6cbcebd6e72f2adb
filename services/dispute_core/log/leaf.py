"""The leaf: what an event's hash commits to. Format 1, fixed for ever.

    hash = SHA-256(0x00 ‖ RFC 8785 JSON of the fields below)

    actor           {"agency", "client", "subject"}; subject is a keyed pseudonym
    causation       text or null
    correlation     text or null
    facts_hash      SHA-256(salt ‖ facts), the facts as canonical JSON
    format          1
    narrative_hash  SHA-256 of the sealed narrative as stored, or null
    occurred_at     UTC, six decimals, Z
    partnership     text
    position        place in the log, from 1, without gaps
    previous_hash   the hash before this one in the same stream, or null
    recorded_at     UTC, six decimals, Z
    stream          UUID, lower case with hyphens
    topic           text
    version         place in the stream, from 1, without gaps

Hashes are lower-case hex; an absent value is null, never left out. The byte 0x00 makes
this the leaf of an RFC 6962 Merkle tree, in which this event has index position - 1.
"""

from datetime import datetime
from hashlib import sha256
from json.encoder import encode_basestring
from typing import NamedTuple
from uuid import UUID

from dispute_core.log.scalars import instant

FORMAT = 1


class Leaf(NamedTuple):
    """The header of an event, as its hash commits to it."""

    position: int
    stream: UUID
    version: int
    topic: str
    partnership: str
    agency: str | None
    client: str
    subject: str
    correlation: str | None
    causation: str | None
    occurred_at: datetime
    recorded_at: datetime
    facts_hash: bytes
    narrative_hash: bytes | None
    previous_hash: bytes | None


def leaf_bytes(leaf: Leaf) -> bytes:
    """The canonical JSON of a leaf; the names stand in their canonical order."""
    return (
        f'{{"actor":{{"agency":{_text(leaf.agency)},"client":{_text(leaf.client)},'
        f'"subject":{_text(leaf.subject)}}},"causation":{_text(leaf.causation)},'
        f'"correlation":{_text(leaf.correlation)},"facts_hash":"{leaf.facts_hash.hex()}",'
        f'"format":{FORMAT},"narrative_hash":{_hash(leaf.narrative_hash)},'
        f'"occurred_at":"{instant(leaf.occurred_at)}",'
        f'"partnership":{_text(leaf.partnership)},"position":{leaf.position},'
        f'"previous_hash":{_hash(leaf.previous_hash)},'
        f'"recorded_at":"{instant(leaf.recorded_at)}","stream":"{leaf.stream}",'
        f'"topic":{_text(leaf.topic)},"version":{leaf.version}}}'
    ).encode()


def leaf_hash(leaf: Leaf) -> bytes:
    """The hash that the log keeps for an event."""
    return sha256(b"\x00" + leaf_bytes(leaf)).digest()


def facts_hash(salt: bytes, facts: bytes) -> bytes:
    """The salt keeps short facts from being guessed from their hash once deleted."""
    return sha256(salt + facts).digest()


def narrative_hash(sealed: bytes) -> bytes:
    return sha256(sealed).digest()


def _text(value: str | None) -> str:
    return "null" if value is None else encode_basestring(value)


def _hash(value: bytes | None) -> str:
    return "null" if value is None else f'"{value.hex()}"'
