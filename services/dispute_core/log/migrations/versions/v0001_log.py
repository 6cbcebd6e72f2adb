"""The log: events, their bodies and narratives, and what guards them."""

from alembic import op

revision = "0001_log"
down_revision = None
branch_labels = None
depends_on = None

_ENCODING = """
DO $$ BEGIN
    IF current_setting('server_encoding') <> 'UTF8' THEN
        RAISE EXCEPTION 'Concord needs a database whose encoding is UTF8';
    END IF;
END $$
"""

_TABLES = (
    # The immutable header. Nothing in it is narrative, nothing is ever changed.
    """
    CREATE TABLE events (
        position bigint PRIMARY KEY CHECK (position > 0),
        stream_id uuid NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        topic text NOT NULL,
        partnership text NOT NULL,
        agency text,
        client text NOT NULL,
        subject text NOT NULL,
        correlation text,
        causation text,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        facts_hash bytea NOT NULL CHECK (length(facts_hash) = 32),
        narrative_hash bytea CHECK (length(narrative_hash) = 32),
        previous_hash bytea CHECK (length(previous_hash) = 32),
        hash bytea NOT NULL CHECK (length(hash) = 32),
        CHECK ((previous_hash IS NULL) = (version = 1))
    )
    """,
    # `streams` guards versions; this is the last line of defence behind it.
    "CREATE UNIQUE INDEX events_by_stream ON events (stream_id, version)",
    # `json`, not `jsonb`: it keeps the very bytes that were hashed.
    """
    CREATE TABLE event_bodies (
        position bigint PRIMARY KEY,
        salt bytea NOT NULL CHECK (length(salt) = 16),
        facts json NOT NULL
    )
    """,
    # Apart from the bodies, so that erasing is deleting rows and nothing else.
    """
    CREATE TABLE event_narratives (
        position bigint PRIMARY KEY,
        key_id uuid NOT NULL,
        sealed bytea NOT NULL
    )
    """,
    # A wrapped data key per stream. `since_version` is where it came into use: what
    # is missing before it was erased with an earlier key.
    """
    CREATE TABLE keys (
        stream_id uuid PRIMARY KEY,
        key_id uuid NOT NULL UNIQUE,
        kek_id text NOT NULL,
        wrapped bytea NOT NULL,
        since_version integer NOT NULL CHECK (since_version > 0),
        created_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE streams (
        stream_id uuid PRIMARY KEY,
        version integer NOT NULL CHECK (version > 0),
        last_hash bytea NOT NULL CHECK (length(last_hash) = 32)
    ) WITH (fillfactor = 80)
    """,
    """
    CREATE TABLE head (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        position bigint NOT NULL CHECK (position >= 0),
        recorded_at timestamptz NOT NULL
    ) WITH (fillfactor = 10)
    """,
    "INSERT INTO head (position, recorded_at) VALUES (0, '2000-01-01T00:00:00Z')",
    # Digests only: who sent which key cannot be read out of it.
    """
    CREATE TABLE idempotency (
        request bytea PRIMARY KEY CHECK (length(request) = 32),
        fingerprint bytea NOT NULL CHECK (length(fingerprint) = 32),
        stream_id uuid NOT NULL,
        first_version integer NOT NULL,
        version integer NOT NULL CHECK (version >= first_version),
        recorded_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE dedupe (
        key text PRIMARY KEY,
        position bigint NOT NULL
    )
    """,
    """
    CREATE TABLE outbox (
        message_id uuid PRIMARY KEY,
        position bigint NOT NULL,
        kind text NOT NULL,
        facts json NOT NULL,
        created_at timestamptz NOT NULL
    )
    """,
)

_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: what is recorded stays as it is',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""

# A statement trigger refuses even a statement that would touch no row. ALWAYS: also
# for sessions that play a replica to get round triggers.
_REFUSED = {
    "events": "UPDATE OR DELETE OR TRUNCATE",
    "event_bodies": "UPDATE OR TRUNCATE",
    "event_narratives": "UPDATE OR TRUNCATE",
    "dedupe": "UPDATE OR DELETE OR TRUNCATE",
    "idempotency": "UPDATE OR TRUNCATE",
    "head": "DELETE OR TRUNCATE",
    "streams": "DELETE OR TRUNCATE",
    "keys": "TRUNCATE",
}

_ALL = (
    "events, event_bodies, event_narratives, keys, streams, head, idempotency,"
    " dedupe, outbox"
)
_ADDED_TO = (
    "events, event_bodies, event_narratives, keys, streams, idempotency, dedupe, outbox"
)
_EVERYBODY = "concord_writer, concord_reader, concord_worker, concord_eraser"
_GRANTS = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    f"GRANT USAGE ON SCHEMA public TO {_EVERYBODY}",
    f"GRANT SELECT ON {_ALL} TO concord_writer, concord_reader, concord_worker",
    "GRANT SELECT ON alembic_version TO concord_reader",
    f"GRANT INSERT ON {_ADDED_TO} TO concord_writer, concord_worker",
    "GRANT UPDATE ON head, streams TO concord_writer, concord_worker",
    "GRANT SELECT ON events, event_bodies, event_narratives, keys TO concord_eraser",
    "GRANT DELETE ON event_bodies, event_narratives, keys TO concord_eraser",
)


def upgrade() -> None:
    op.execute(_ENCODING)
    for statement in _TABLES:
        op.execute(statement)
    op.execute(_REFUSE)
    for table, changes in _REFUSED.items():
        op.execute(
            f"CREATE TRIGGER {table}_stay BEFORE {changes} ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_stay")
    for statement in _GRANTS:
        op.execute(statement)
