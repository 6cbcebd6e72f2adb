"""The trace in which an event was recorded: beside it, and in no hash.

It stands with the body and not in the header: the header is what the hash commits to,
and whoever deletes a body after its time deletes the trace with it.
"""

from alembic import op

revision = "0012_traces"
down_revision = "0011_second_wall"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE event_bodies"
        " ADD COLUMN traceparent text CHECK (length(traceparent) = 55)"
    )
