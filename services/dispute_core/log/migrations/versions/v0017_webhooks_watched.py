"""Monitors count the messages that wait; they see none of them."""

from alembic import op

revision = "0017_webhooks_watched"
down_revision = "0016_retention_beside"
branch_labels = None
depends_on = None

_WATCHED = (
    "(SELECT current_setting('concord.extent', true)) = 'status'"
    " AND (SELECT current_setting('concord.kind', true)) IN ('monitor', 'admin')"
)


def upgrade() -> None:
    op.execute(
        "CREATE POLICY status ON webhook_deliveries FOR SELECT TO concord_api"
        f" USING ({_WATCHED})"
    )
