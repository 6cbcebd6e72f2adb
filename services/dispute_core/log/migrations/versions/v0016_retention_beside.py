"""What stands beside disputes can be let go, as the board's schedule says.

A reading leaves the record of accesses only where an event of its partnership has said
so before: the database asks the log, for each row, whoever deletes it.
"""

from alembic import op

revision = "0016_retention_beside"
down_revision = "0015_refused_reads"
branch_labels = None
depends_on = None

_TOPICS_OF_CONCERNS = (
    "'concern.raised', 'concern.dispute_linked', 'concern.decided', 'concern.shared',"
    " 'concern.narrative_erased'"
)

_STATEMENTS = (
    "DROP INDEX events_of_concerns",
    (
        "CREATE INDEX events_of_concerns ON events (partnership, stream_id, version)"
        f" WHERE topic IN ({_TOPICS_OF_CONCERNS})"
    ),
    (
        "CREATE INDEX events_of_retention ON events (partnership, position)"
        " WHERE topic = 'retention.accesses_erased'"
    ),
    # As before, and what a schedule let go of is known to those of the partnership.
    """
    CREATE OR REPLACE FUNCTION concord_may_know(stream uuid, topic text, here text)
    RETURNS boolean LANGUAGE plpgsql STABLE AS $$
    DECLARE
        kind text := split_part(topic, '.', 1);
    BEGIN
        IF kind = 'dispute' THEN
            RETURN concord_may_see(stream);
        END IF;
        IF kind IN ('policy', 'directory', 'calendar', 'calendar_feed', 'statistics',
                    'review') THEN
            RETURN true;
        END IF;
        RETURN kind IN ('notice', 'concern', 'webhook', 'retention')
            AND here = current_setting('concord.partnership', true)
            AND (kind <> 'concern' OR current_setting('concord.kind', true) IN
                 ('agency', 'board', 'auditor', 'auditor_of_agency'));
    END $$
    """,
    """
    CREATE FUNCTION refuse_unless_let_go() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM events AS e JOIN event_bodies AS b USING (position)
            WHERE e.topic = 'retention.accesses_erased'
              AND e.partnership = OLD.partnership
              AND OLD.read_at < (b.facts ->> 'before')::date::timestamp
                  AT TIME ZONE 'Europe/London'
        ) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'DELETE of % is refused: no event lets it go',
            TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END $$
    """,
    "DROP TRIGGER accesses_stay ON accesses",
    (
        "CREATE TRIGGER accesses_stay BEFORE UPDATE OR TRUNCATE ON accesses"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    ),
    "ALTER TABLE accesses ENABLE ALWAYS TRIGGER accesses_stay",
    (
        "CREATE TRIGGER accesses_let_go BEFORE DELETE ON accesses"
        " FOR EACH ROW EXECUTE FUNCTION refuse_unless_let_go()"
    ),
    "ALTER TABLE accesses ENABLE ALWAYS TRIGGER accesses_let_go",
    "GRANT SELECT, DELETE ON accesses TO concord_eraser",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
