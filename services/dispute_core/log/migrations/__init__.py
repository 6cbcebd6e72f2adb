"""Alembic's scripts, run by `dispute_core.log.migrate`."""
