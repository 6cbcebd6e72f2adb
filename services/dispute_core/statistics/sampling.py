"""A random sample of disputes for an audit (004-20), the same again for a seed."""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID


def sample(ids: Iterable[UUID], seed: str, size: int) -> list[UUID]:
    """The first of all by a digest that nobody can steer without choosing the seed.

    A dispute that is added later never moves others about; it only joins or not.
    """
    return sorted(ids, key=lambda one: _lot(one, seed))[:size]


def _lot(one: UUID, seed: str) -> bytes:
    return sha256(seed.encode() + b"\x00" + one.bytes).digest()
