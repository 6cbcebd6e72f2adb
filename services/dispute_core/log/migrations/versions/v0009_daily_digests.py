"""For which morning a notice is held, and of which mails a duty has heard."""

from alembic import op

revision = "0009_daily_digests"
down_revision = "0008_webhooks"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE notices ADD COLUMN digest_at timestamptz",
    "ALTER TABLE notices ADD COLUMN duty_told_at timestamptz",
    (
        "CREATE INDEX notices_for_duties ON notices (id)"
        " WHERE kind = 'duty' AND status = 'sent' AND duty_told_at IS NULL"
    ),
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
