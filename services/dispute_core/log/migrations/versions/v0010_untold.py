"""What could not be read, so that nobody was told of it: kept until it can be."""

from alembic import op

revision = "0010_untold"
down_revision = "0009_daily_digests"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE untold_streams (
        stream_id uuid PRIMARY KEY,
        since_version integer NOT NULL,
        since timestamptz NOT NULL,
        next_at timestamptz NOT NULL
    )
    """,
    "GRANT SELECT ON untold_streams TO concord_reader, concord_writer, concord_worker",
    "GRANT INSERT, UPDATE, DELETE ON untold_streams TO concord_worker",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
