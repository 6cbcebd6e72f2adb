"""Notices that are held for the one mail of a working day, and for which morning."""

from alembic import op

revision = "0009_daily_digests"
down_revision = "0008_webhooks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE notices ADD COLUMN digest_at timestamptz")
