"""Read models: dispute summaries, open deadlines, how far readers are, heartbeats.

Everything here except the heartbeats can be dropped and built again from the log.
"""

from alembic import op

revision = "0002_read_models"
down_revision = "0001_log"
branch_labels = None
depends_on = None

_SUMMARIES = (
    # One row per dispute, facts only. A row changes with every event of its dispute,
    # so pages keep room for the next version and no index stands on what changes often.
    """
    CREATE TABLE dispute_summaries (
        id uuid PRIMARY KEY,
        reference text NOT NULL,
        partnership text NOT NULL,
        policy text NOT NULL,
        status text NOT NULL,
        stage_id text NOT NULL,
        stage_label text NOT NULL,
        stage_number integer NOT NULL,
        category text NOT NULL,
        subject_kind text NOT NULL,
        scope text NOT NULL,
        raised_by_agency text NOT NULL,
        responding_agencies text[] NOT NULL,
        agencies text[] NOT NULL,
        board_sees boolean NOT NULL,
        waiting_on text NOT NULL,
        next_due_at timestamptz,
        immediate_risk boolean NOT NULL,
        raised_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        version integer NOT NULL
    ) WITH (fillfactor = 80)
    """,
    (
        "CREATE INDEX dispute_summaries_newest ON dispute_summaries"
        " (partnership, raised_at DESC, id DESC)"
    ),
    # Without the pending list: its flush would fall on one unlucky append.
    (
        "CREATE INDEX dispute_summaries_agencies ON dispute_summaries"
        " USING gin (agencies) WITH (fastupdate = off)"
    ),
)

_WORKER = (
    """
    CREATE TABLE open_deadlines (
        dispute_id uuid NOT NULL,
        duty text NOT NULL,
        generation integer NOT NULL,
        due_at timestamptz NOT NULL,
        holder text NOT NULL,
        stage text NOT NULL,
        partnership text NOT NULL,
        set_recorded_at timestamptz NOT NULL,
        PRIMARY KEY (dispute_id, duty, generation)
    )
    """,
    "CREATE INDEX open_deadlines_due ON open_deadlines (due_at, dispute_id)",
    """
    CREATE TABLE projection_positions (
        name text PRIMARY KEY,
        position bigint NOT NULL CHECK (position >= 0)
    ) WITH (fillfactor = 10)
    """,
    """
    CREATE TABLE worker_heartbeats (
        worker_id text PRIMARY KEY,
        seen_at timestamptz NOT NULL,
        position bigint NOT NULL,
        -- Between these two it looked every few seconds, with nothing hidden from it.
        swept_since timestamptz,
        swept_at timestamptz,
        clock_difference_ms integer,
        held boolean NOT NULL DEFAULT false
    ) WITH (fillfactor = 10)
    """,
)

_EVENTS = (
    # Few events have these topics, so the indexes cost the other appends nothing.
    (
        "CREATE INDEX events_released ON events (position)"
        " WHERE topic IN ('policy.released', 'directory.published')"
    ),
    (
        "CREATE INDEX events_breached ON events (partnership, position DESC)"
        " WHERE topic = 'dispute.deadline_breached'"
    ),
)

_GRANTS = (
    (
        "GRANT SELECT ON dispute_summaries, open_deadlines, projection_positions,"
        " worker_heartbeats TO concord_reader, concord_writer, concord_worker"
    ),
    "GRANT INSERT, UPDATE ON dispute_summaries TO concord_writer, concord_worker",
    (
        "GRANT INSERT, UPDATE, DELETE ON open_deadlines, projection_positions,"
        " worker_heartbeats TO concord_worker"
    ),
)


def upgrade() -> None:
    for statement in (*_SUMMARIES, *_WORKER, *_EVENTS, *_GRANTS):
        op.execute(statement)
