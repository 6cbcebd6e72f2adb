"""How much of its rate a client or an agency has used, shared by all API processes.

Facts of a minute: not logged, so that counting costs no standby's time, and empty after
a crash. A key is a digest, so that the table names nobody.
"""

from alembic import op

revision = "0013_allowances"
down_revision = "0012_traces"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE UNLOGGED TABLE allowances (
        key bytea PRIMARY KEY,
        whole_at timestamptz NOT NULL
    ) WITH (fillfactor = 50)
    """,
    "GRANT SELECT, INSERT, UPDATE, DELETE ON allowances TO concord_writer",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
