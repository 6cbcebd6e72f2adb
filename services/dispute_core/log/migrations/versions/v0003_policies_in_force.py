"""What boards decide and publish is found as quickly as what is released."""

from alembic import op

revision = "0003_policies_in_force"
down_revision = "0002_read_models"
branch_labels = None
depends_on = None

_STATEMENTS = (
    (
        "CREATE INDEX events_decided ON events (position) WHERE topic IN"
        " ('policy.released', 'policy.put_in_force', 'policy.retired',"
        " 'directory.published', 'directory.agency_changed',"
        " 'directory.office_changed', 'directory.panel_registered',"
        " 'directory.holder_appointed', 'directory.holder_ended',"
        " 'calendar.published')"
    ),
    "DROP INDEX events_released",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
