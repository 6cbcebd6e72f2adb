"""The SQL of an append: one statement to read what decides, one to write it all."""
# ruff: noqa: S608 - every name in it is ours, every value a parameter

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from dispute_core.log.projection import Projection

APPEND_LOCK = 0x636F6E63_6F726400
"""The advisory lock that makes the log serial; every writer takes it first."""

BEGIN = (
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;"
    f" SELECT pg_advisory_xact_lock({APPEND_LOCK})"
)
"""Two statements: the next one's snapshot is younger than the lock."""

READ = """
SELECT h.position, h.recorded_at, clock_timestamp(),
       s.ids, s.versions, s.hashes,
       k.ids, k.key_ids, k.kek_ids, k.wrapped,
       d.keys,
       i.requests, i.fingerprints, i.streams, i.first_versions, i.recorded,
       p.ids
FROM head AS h
CROSS JOIN (
    SELECT array_agg(stream_id) AS ids, array_agg(version) AS versions,
           array_agg(last_hash) AS hashes
    FROM streams WHERE stream_id = ANY($1::uuid[])
) AS s
CROSS JOIN (
    SELECT array_agg(stream_id) AS ids, array_agg(key_id) AS key_ids,
           array_agg(kek_id) AS kek_ids, array_agg(wrapped) AS wrapped
    FROM keys WHERE stream_id = ANY($2::uuid[])
) AS k
CROSS JOIN (
    SELECT array_agg(key) AS keys FROM dedupe WHERE key = ANY($3::text[])
) AS d
CROSS JOIN (
    SELECT array_agg(i.request) AS requests, array_agg(i.fingerprint) AS fingerprints,
           array_agg(i.stream_id) AS streams,
           array_agg(i.first_version) AS first_versions,
           array_agg(to_json(ARRAY(
               SELECT (extract(epoch FROM e.recorded_at) * 1000000)::bigint
               FROM events AS e
               WHERE e.stream_id = i.stream_id
                 AND e.version BETWEEN i.first_version AND i.version
               ORDER BY e.version
           ))::text) AS recorded
    FROM idempotency AS i WHERE i.request = ANY($4::bytea[])
) AS i
CROSS JOIN (
    SELECT array_agg(a.id) AS ids
    FROM json_to_recordset($5::json)
        AS a (id uuid, person bytea, agencies text[], board boolean)
    WHERE EXISTS (
        SELECT FROM (
            SELECT dispute_id FROM persons WHERE person = a.person
            ORDER BY dispute_id DESC LIMIT 50
        ) AS p WHERE (
            SELECT s.status = 'open'
               AND (s.agencies && a.agencies OR (a.board AND s.board_sees))
            FROM dispute_summaries AS s WHERE s.id = p.dispute_id
        )
    )
) AS p
"""

PERSONS_ASKED = ("id", "person", "agencies", "board")
"""The columns of the last parameter of `READ`: who asks about which person."""

FIND = """
SELECT i.fingerprint, i.stream_id, i.first_version, to_json(ARRAY(
    SELECT (extract(epoch FROM e.recorded_at) * 1000000)::bigint
    FROM events AS e
    WHERE e.stream_id = i.stream_id
      AND e.version BETWEEN i.first_version AND i.version
    ORDER BY e.version
))::text
FROM idempotency AS i WHERE i.request = $1
"""

HASH_AT = "SELECT hash FROM events WHERE position = $1"
TOUCH_HEAD = "UPDATE head SET position = position"
"""A write, so that its commit proves that what was there is on the standby too."""

_HEADER = {
    "position": "bigint",
    "stream_id": "uuid",
    "version": "int",
    "topic": "text",
    "partnership": "text",
    "agency": "text",
    "client": "text",
    "subject": "text",
    "correlation": "text",
    "causation": "text",
    "occurred_at": "timestamptz",
    "recorded_at": "timestamptz",
    "facts_hash": "bytea",
    "narrative_hash": "bytea",
    "previous_hash": "bytea",
    "hash": "bytea",
}
_INCOMING = {**_HEADER, "salt": "bytea", "facts": "text", "traceparent": "text"}

_NEWER_STREAM = (
    "ON CONFLICT (stream_id) DO UPDATE"
    " SET version = excluded.version, last_hash = excluded.last_hash"
)

_TABLES: Sequence[tuple[str, Mapping[str, str], str]] = (
    (
        "event_narratives",
        {"position": "bigint", "key_id": "uuid", "sealed": "bytea"},
        "",
    ),
    (
        "streams",
        {"stream_id": "uuid", "version": "int", "last_hash": "bytea"},
        _NEWER_STREAM,
    ),
    (
        "keys",
        {
            "stream_id": "uuid",
            "key_id": "uuid",
            "kek_id": "text",
            "wrapped": "bytea",
            "since_version": "int",
            "created_at": "timestamptz",
        },
        "",
    ),
    ("dedupe", {"key": "text", "position": "bigint"}, ""),
    (
        "idempotency",
        {
            "request": "bytea",
            "fingerprint": "bytea",
            "stream_id": "uuid",
            "first_version": "int",
            "version": "int",
            "recorded_at": "timestamptz",
        },
        "",
    ),
)
TABLES = {table: tuple(columns) for table, columns, _ in _TABLES}
"""The tables that an append writes beside its events, and their columns."""

EVENT_COLUMNS = tuple(_INCOMING)


def write_statement(projections: Sequence[Projection]) -> str:
    """One statement with one insert per table.

    Parameters: the head's position now, then its new position and instant; then the
    rows of the events, of the tables of `TABLES` and of the projections, as `as_json`
    writes them.
    """
    header = ", ".join(_HEADER)
    parts = [
        f"incoming AS MATERIALIZED (SELECT * FROM {_rows(4, _INCOMING)})",
        f"put_events AS (INSERT INTO events ({header}) SELECT {header} FROM incoming)",
        (
            "put_bodies AS (INSERT INTO event_bodies (position, salt, facts,"
            " traceparent) SELECT position, salt, facts::json, traceparent"
            " FROM incoming)"
        ),
    ]
    for place, (table, columns, conflict) in enumerate(
        (*_TABLES, *map(_of, projections)), start=5
    ):
        parts.append(
            f"put_{table} AS (INSERT INTO {table} ({', '.join(columns)})"
            f" SELECT * FROM {_rows(place, columns)} {conflict})"
        )
    return (
        "WITH " + ", ".join(parts) + " UPDATE head SET position = $2::bigint,"
        " recorded_at = $3::timestamptz WHERE position = $1::bigint RETURNING true"
    )


def as_json(names: Iterable[str], rows: Iterable[Sequence[Any]]) -> str:
    """The rows of one table as one parameter.

    As arrays, one per column, asyncpg would look at every value twice in Python: that
    took a third of the time of a large commit.
    """
    listed = [dict(zip(names, row, strict=True)) for row in rows]
    return orjson.dumps(listed, default=_said).decode()


def _said(value: Any) -> str:
    """Bytes as PostgreSQL reads them; a UUID of asyncpg's own class as any other."""
    return "\\x" + value.hex() if type(value) is bytes else str(value)


def _of(projection: Projection) -> tuple[str, Mapping[str, str], str]:
    others = [name for name in projection.columns if name not in projection.key]
    change = ", ".join(f"{name} = excluded.{name}" for name in others)
    action = f"UPDATE SET {change}" if others else "NOTHING"
    conflict = f"ON CONFLICT ({', '.join(projection.key)}) DO {action}"
    return projection.table, projection.columns, conflict


def _rows(place: int, columns: Mapping[str, str]) -> str:
    defined = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    return f"json_to_recordset(${place}::json) AS u({defined})"
