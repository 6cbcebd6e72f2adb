"""Lets Alembic work on the connection that `migrate` hands in."""

from alembic import context
from sqlalchemy import Connection, text

_MIGRATING = 0x636F6E64  # an advisory lock: two migrators run one after the other


def run(connection: Connection) -> None:
    """Run the scripts that are missing, holding other migrators off meanwhile."""
    connection.execute(text(f"SELECT pg_advisory_lock({_MIGRATING})"))
    connection.commit()
    context.configure(
        connection=connection, transaction_per_migration=True, target_metadata=None
    )
    try:
        with context.begin_transaction():
            context.run_migrations()
    finally:
        connection.rollback()
        connection.execute(text(f"SELECT pg_advisory_unlock({_MIGRATING})"))
        connection.commit()


run(context.config.attributes["connection"])
