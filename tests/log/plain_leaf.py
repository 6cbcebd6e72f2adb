"""The leaf format a second time, from its description alone, with other tools.

Also what an auditor without our code would write: nothing is imported from it.
"""

import hashlib
from typing import Any

import rfc8785


def leaf_hash(fields: dict[str, Any]) -> str:
    return hashlib.sha256(b"\x00" + rfc8785.dumps(fields)).hexdigest()


def facts_hash(salt: bytes, facts: Any) -> str:
    return hashlib.sha256(salt + rfc8785.dumps(facts)).hexdigest()


def fields_of(row: Any) -> dict[str, Any]:
    """The fields of a row of `events`."""

    def hexadecimal(value: bytes | None) -> str | None:
        return None if value is None else value.hex()

    return {
        "format": 1,
        "position": row["position"],
        "stream": str(row["stream_id"]),
        "version": row["version"],
        "topic": row["topic"],
        "partnership": row["partnership"],
        "actor": {
            "agency": row["agency"],
            "client": row["client"],
            "subject": row["subject"],
        },
        "correlation": row["correlation"],
        "causation": row["causation"],
        "occurred_at": f"{row['occurred_at']:%Y-%m-%dT%H:%M:%S.%fZ}",
        "recorded_at": f"{row['recorded_at']:%Y-%m-%dT%H:%M:%S.%fZ}",
        "facts_hash": row["facts_hash"].hex(),
        "narrative_hash": row["narrative_hash"].hex()
        if row["narrative_hash"]
        else None,
        "previous_hash": hexadecimal(row["previous_hash"]),
    }
