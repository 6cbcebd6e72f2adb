"""The facts that statistics count, a row for each dispute; what boards put on record.

The table can be dropped and built again from the log.
"""

from alembic import op

revision = "0005_statistics"
down_revision = "0004_notices"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE dispute_facts (
        dispute_id uuid PRIMARY KEY,
        version integer NOT NULL,
        form integer NOT NULL,
        facts json NOT NULL
    ) WITH (fillfactor = 80)
    """,
    "GRANT SELECT ON dispute_facts TO concord_reader, concord_writer, concord_worker",
    "GRANT INSERT, UPDATE, DELETE ON dispute_facts TO concord_worker",
    # Few events have these topics, so the index costs the other appends nothing.
    (
        "CREATE INDEX events_of_boards ON events (partnership, position)"
        " WHERE topic IN ('statistics.published', 'review.planned',"
        " 'calendar_feed.opened', 'calendar_feed.revoked')"
    ),
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
