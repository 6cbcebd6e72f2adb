"""The way to the concerns of a partnership, which are few."""

from alembic import op

revision = "0006_concerns"
down_revision = "0005_statistics"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE INDEX events_of_concerns ON events (partnership, stream_id, version)"
        " WHERE topic IN ('concern.raised', 'concern.dispute_linked',"
        " 'concern.decided', 'concern.shared')"
    )
