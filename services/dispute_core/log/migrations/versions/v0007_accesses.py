"""Who read which dispute: kept before each answer leaves, and for as long as the log.

Nobody who serves requests can change a row or take one away; neither can the owner.
"""

from alembic import op

revision = "0007_accesses"
down_revision = "0006_concerns"
branch_labels = None
depends_on = None

_STATEMENTS = (
    # Facts only. Who it was is a pseudonym, as in the header of an event.
    """
    CREATE TABLE accesses (
        id uuid PRIMARY KEY,
        read_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        partnership text NOT NULL,
        agency text,
        office text,
        role text NOT NULL,
        client text NOT NULL,
        subject text NOT NULL,
        operation text NOT NULL,
        purpose text NOT NULL,
        correlation text,
        disputes uuid[] NOT NULL
    )
    """,
    "CREATE INDEX accesses_newest ON accesses (partnership, read_at DESC, id DESC)",
    # Without the pending list: its flush would fall on one unlucky reader.
    (
        "CREATE INDEX accesses_of_dispute ON accesses"
        " USING gin (disputes) WITH (fastupdate = off)"
    ),
    (
        "CREATE TRIGGER accesses_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON accesses"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    ),
    "ALTER TABLE accesses ENABLE ALWAYS TRIGGER accesses_stay",
    "GRANT INSERT ON accesses TO concord_writer",
    "GRANT SELECT ON accesses TO concord_reader",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
