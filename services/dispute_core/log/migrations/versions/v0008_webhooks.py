"""Webhooks: who asked for messages, which are to be sent, and what came of each try.

Endpoints and deliveries can be made again from the log; the record of tries cannot,
and is what subscribers read to find out what went wrong with their systems.
"""

from alembic import op

revision = "0008_webhooks"
down_revision = "0007_accesses"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE webhook_endpoints (
        id uuid PRIMARY KEY,
        partnership text NOT NULL,
        agency text,
        event_types text[] NOT NULL,
        version integer NOT NULL,
        ended_at timestamptz,
        failures integer NOT NULL DEFAULT 0,
        failing_since timestamptz,
        next_at timestamptz NOT NULL DEFAULT 'epoch'
    ) WITH (fillfactor = 80)
    """,
    """
    CREATE TABLE webhook_deliveries (
        id uuid PRIMARY KEY,
        webhook_id uuid NOT NULL,
        dispute_id uuid,
        version integer NOT NULL,
        topic text NOT NULL,
        reference text,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        status text NOT NULL DEFAULT 'waiting',
        attempts integer NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL,
        give_up_at timestamptz,
        told_at timestamptz,
        because text,
        leased_by text,
        leased_until timestamptz,
        settled_at timestamptz
    ) WITH (fillfactor = 80)
    """,
    """
    CREATE TABLE webhook_attempts (
        delivery_id uuid NOT NULL,
        attempt integer NOT NULL,
        at timestamptz NOT NULL,
        milliseconds integer NOT NULL,
        status integer,
        because text,
        PRIMARY KEY (delivery_id, attempt)
    )
    """,
    (
        "CREATE INDEX webhook_deliveries_waiting"
        " ON webhook_deliveries (webhook_id, next_at, id) WHERE status = 'waiting'"
    ),
    (
        "CREATE INDEX webhook_deliveries_of_webhook"
        " ON webhook_deliveries (webhook_id, recorded_at DESC, id DESC)"
    ),
    (
        "CREATE INDEX webhook_deliveries_untold ON webhook_deliveries (give_up_at)"
        " WHERE status IN ('waiting', 'gone') AND told_at IS NULL"
    ),
    (
        "CREATE INDEX webhook_deliveries_settled ON webhook_deliveries (settled_at)"
        " WHERE settled_at IS NOT NULL"
    ),
    "CREATE INDEX webhook_endpoints_of ON webhook_endpoints (partnership)",
    (
        "CREATE INDEX events_of_webhooks ON events (partnership, position)"
        " WHERE topic IN ('webhook.subscribed', 'webhook.changed',"
        " 'webhook.secret_rotated', 'webhook.ended', 'webhook.test_asked',"
        " 'webhook.redelivery_asked')"
    ),
    (
        "GRANT SELECT ON webhook_endpoints, webhook_deliveries, webhook_attempts"
        " TO concord_reader, concord_writer, concord_worker"
    ),
    (
        "GRANT INSERT, UPDATE, DELETE ON webhook_endpoints, webhook_deliveries,"
        " webhook_attempts TO concord_worker"
    ),
    (
        "INSERT INTO projection_positions (name, position)"
        " SELECT 'webhooks', position FROM head WHERE position > 0"
    ),
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
