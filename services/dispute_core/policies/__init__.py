"""The boards' procedures as files: read, checked, released and built."""

from dispute_core.policies.format.file import policy_from
from dispute_core.policies.released import (
    PolicyFileError,
    ReleasedPolicy,
    read_policy,
    shipped,
)

__all__ = [
    "PolicyFileError",
    "ReleasedPolicy",
    "policy_from",
    "read_policy",
    "shipped",
]
