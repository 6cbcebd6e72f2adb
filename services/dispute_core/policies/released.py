"""Policies ready for release: canonical content and the hash that names it for ever."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from json import dumps
from typing import Any

from dispute_core.policies.layering import NONE_HELD, Held
from dispute_core.policies.lint import check
from dispute_core.policies.yaml_file import DataFileError

SHIPPED = (
    "sandhurst-lewisham",
    "bexley-shield",
    "worcestershire",
    "brighton-hove",
    "wales-regional",
)


class PolicyFileError(DataFileError):
    """A policy file that a person must mend; says where and how."""


@dataclass(frozen=True)
class ReleasedPolicy:
    """The content of a policy file, word for word, as it goes into the log."""

    ref: str
    sha256: str
    content: dict[str, Any]


@cache
def shipped() -> tuple[ReleasedPolicy, ...]:
    """The five policies that come with Concord, in the order of their documents."""
    folder = files("dispute_core.policies")
    return tuple(
        read_policy((folder / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in SHIPPED
    )


def read_policy(source: str | bytes, held: Held = NONE_HELD) -> ReleasedPolicy:
    """Read and check a policy file; raises `PolicyFileError`.

    `held` are the contents of the policies from which it takes parts over.
    """
    try:
        tree, file = check(source, held)
    except DataFileError as error:
        raise PolicyFileError(error.problems) from error
    # As written, not as modelled: a format that grows leaves old hashes alone.
    canonical = dumps(
        tree.value, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    digest = sha256(canonical.encode()).hexdigest()
    return ReleasedPolicy(ref=file.policy, sha256=digest, content=tree.value)
