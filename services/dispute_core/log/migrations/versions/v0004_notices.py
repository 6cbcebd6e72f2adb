"""Notices: who is to be told of what, and how far telling them has come.

They begin with what happens from now on: nobody is told today of what is long past.
"""

from alembic import op

revision = "0004_notices"
down_revision = "0003_policies_in_force"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE notices (
        id uuid PRIMARY KEY,
        dispute_id uuid NOT NULL,
        partnership text NOT NULL,
        reference text NOT NULL,
        version integer NOT NULL,
        kind text NOT NULL,
        recipient text NOT NULL,
        copy boolean NOT NULL,
        stage text NOT NULL,
        owed_by text NOT NULL,
        words text,
        clause text,
        about text,
        due_at timestamptz,
        created_at timestamptz NOT NULL,
        status text NOT NULL DEFAULT 'waiting',
        mail_id uuid NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL,
        give_up_at timestamptz,
        because text,
        leased_by text,
        leased_until timestamptz,
        settled_at timestamptz,
        acknowledged_at timestamptz
    ) WITH (fillfactor = 80)
    """,
    "CREATE INDEX notices_waiting ON notices (next_at, id) WHERE status = 'waiting'",
    "CREATE INDEX notices_of_dispute ON notices (dispute_id, created_at, id)",
    "CREATE INDEX notices_of_mail ON notices (mail_id)",
    "CREATE INDEX notices_undeliverable ON notices (id) WHERE status = 'undeliverable'",
    (
        "CREATE INDEX notices_of_recipient ON notices"
        " (partnership, recipient, settled_at)"
    ),
    "GRANT SELECT ON notices TO concord_reader, concord_writer, concord_worker",
    "GRANT INSERT, UPDATE, DELETE ON notices TO concord_worker",
    (
        "INSERT INTO projection_positions (name, position)"
        " SELECT 'notices', position FROM head WHERE position > 0"
    ),
    # Its place was taken by the log itself.
    "DROP TABLE outbox",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
