"""That names were erased from a directory is found like whatever else is said of it."""

from alembic import op

revision = "0018_names_erased"
down_revision = "0017_webhooks_watched"
branch_labels = None
depends_on = None

_TOPICS = (
    "'policy.released', 'policy.put_in_force', 'policy.retired',"
    " 'directory.published', 'directory.agency_changed', 'directory.office_changed',"
    " 'directory.panel_registered', 'directory.holder_appointed',"
    " 'directory.holder_ended', 'directory.names_erased', 'calendar.published'"
)
_STATEMENTS = (
    "DROP INDEX events_decided",
    f"CREATE INDEX events_decided ON events (position) WHERE topic IN ({_TOPICS})",
    (
        "CREATE INDEX events_of_names ON events (partnership, position)"
        " WHERE topic = 'directory.names_kept'"
    ),
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
