"""The SQL of an append: one statement to read what decides, one to write it all."""
# ruff: noqa: S608 - every name in it is ours, every value a parameter

from collections.abc import Iterable, Sequence

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
       i.requests, i.fingerprints, i.streams, i.first_versions, i.recorded
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
"""

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
_INCOMING = {**_HEADER, "salt": "bytea", "facts": "text"}

_NEWER_STREAM = (
    "ON CONFLICT (stream_id) DO UPDATE"
    " SET version = excluded.version, last_hash = excluded.last_hash"
)

_TABLES: Sequence[tuple[str, dict[str, str], str]] = (
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
TABLES = tuple(table for table, _, _ in _TABLES)
EVENT_COLUMNS = len(_INCOMING)
COLUMNS = {table: len(columns) for table, columns, _ in _TABLES}


def write_statement(projections: Sequence[Projection]) -> str:
    """One statement with one array insert per table.

    Parameters: the head's position now, then its new position and instant; then an
    array per column of the events, the tables of `TABLES` and the projections.
    """
    place = 4
    names = ", ".join(_INCOMING)
    header = ", ".join(_HEADER)
    arrays, place = _arrays(_INCOMING.values(), place)
    incoming = (
        f"incoming AS MATERIALIZED (SELECT $1::bigint + n AS position, {names}"
        f" FROM unnest({arrays}) WITH ORDINALITY AS u ({names}, n))"
    )
    events = (
        f"put_events AS (INSERT INTO events (position, {header})"
        f" SELECT position, {header} FROM incoming)"
    )
    bodies = (
        "put_bodies AS (INSERT INTO event_bodies (position, salt, facts)"
        " SELECT position, salt, facts::json FROM incoming)"
    )
    parts = [incoming, events, bodies]
    for table, columns, conflict in (*_TABLES, *map(_of, projections)):
        arrays, place = _arrays(columns.values(), place)
        values = ", ".join(_cast(name, kind) for name, kind in columns.items())
        parts.append(
            f"put_{table} AS (INSERT INTO {table} ({', '.join(columns)})"
            f" SELECT {values} FROM unnest({arrays}) AS u ({', '.join(columns)})"
            f" {conflict})"
        )
    return (
        "WITH " + ", ".join(parts) + " UPDATE head SET position = $2::bigint,"
        " recorded_at = $3::timestamptz WHERE position = $1::bigint RETURNING true"
    )


def _of(projection: Projection) -> tuple[str, dict[str, str], str]:
    others = [name for name in projection.columns if name not in projection.key]
    change = ", ".join(f"{name} = excluded.{name}" for name in others)
    action = f"UPDATE SET {change}" if others else "NOTHING"
    conflict = f"ON CONFLICT ({', '.join(projection.key)}) DO {action}"
    return projection.table, dict(projection.columns), conflict


def _arrays(kinds: Iterable[str], place: int) -> tuple[str, int]:
    listed = [_carried(kind) for kind in kinds]
    arrays = ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(listed, start=place))
    return arrays, place + len(listed)


def _carried(kind: str) -> str:
    """Unnest would flatten arrays of arrays, so those travel as JSON text."""
    return "text" if kind in ("json", "jsonb") or kind.endswith("[]") else kind


def _cast(name: str, kind: str) -> str:
    if kind.endswith("[]"):
        return f"ARRAY(SELECT jsonb_array_elements_text(u.{name}::jsonb))::{kind}"
    return f"u.{name}::{kind}" if _carried(kind) != kind else f"u.{name}"
