"""The second wall: for the API the database itself shows what a caller may see.

`concord_api` answers requests. With each query it says for whom it reads (settings
`concord.*`, of that transaction); who says nothing sees no dispute. Every other role
does work of its own, and is let through by its name.

A table that is made later and has a dispute's rows needs a policy of its own, and a
grant to `concord_api`; a test knows which tables have.
"""

from alembic import op

revision = "0011_second_wall"
down_revision = "0010_untold"
branch_labels = None
depends_on = None

_OTHERS = "concord_reader, concord_writer, concord_worker, concord_eraser, CURRENT_USER"

_WALLED = (
    "dispute_summaries",
    "events",
    "event_bodies",
    "event_narratives",
    "keys",
    "idempotency",
    "open_deadlines",
    "notices",
    "dispute_facts",
    "accesses",
    "webhook_deliveries",
    "untold_streams",
)


def _said(what: str) -> str:
    """What the reader has said of itself; asked once for each query."""
    return f"(SELECT current_setting('concord.{what}', true))"


_AGENCIES = (
    "(SELECT string_to_array(current_setting('concord.agencies', true), ','))::text[]"
)
_HERE = f"partnership = {_said('partnership')}"
_KIND = _said("kind")
_EXTENT = _said("extent")

_DEFINERS = (
    "concord_was_sent(uuid, text), concord_has_opened(uuid, text),"
    " concord_board_entered(uuid), concord_news(bigint, integer)"
)
_FUNCTIONS = (
    # Under the reader's own policies: the summaries decide about sight. It keeps the
    # last yes and the last no of a query, so what is hidden takes hardly longer.
    """
    CREATE FUNCTION concord_may_see(dispute uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE AS $$
    BEGIN
        IF current_setting('concord.seen', true) = dispute::text THEN
            RETURN true;
        END IF;
        IF current_setting('concord.unseen', true) = dispute::text THEN
            RETURN false;
        END IF;
        IF NOT EXISTS (SELECT FROM dispute_summaries WHERE id = dispute) THEN
            PERFORM set_config('concord.unseen', dispute::text, true);
            RETURN false;
        END IF;
        PERFORM set_config('concord.seen', dispute::text, true);
        RETURN true;
    END $$
    """,
    # What is public, what is a partnership's own, and what goes by sight; a kind of
    # event that is not named here is nobody's.
    """
    CREATE FUNCTION concord_may_know(stream uuid, topic text, here text)
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
        RETURN kind IN ('notice', 'concern', 'webhook')
            AND here = current_setting('concord.partnership', true)
            AND (kind <> 'concern' OR current_setting('concord.kind', true) IN
                 ('agency', 'board', 'auditor', 'auditor_of_agency'));
    END $$
    """,
    # Three questions that must be answered before a reader sees the events that do.
    """
    CREATE FUNCTION concord_was_sent(dispute uuid, to_office text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT EXISTS (
            SELECT FROM events AS e JOIN event_bodies AS b USING (position)
            WHERE e.stream_id = dispute AND e.topic = 'dispute.record_submitted'
              AND b.facts ->> 'how' = 'link' AND b.facts ->> 'to_office' = to_office
        )
    $$
    """,
    """
    CREATE FUNCTION concord_board_entered(dispute uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT EXISTS (
            SELECT FROM events WHERE stream_id = dispute AND version = 1
              AND topic = 'dispute.raised' AND agency IS NULL
        )
    $$
    """,
    """
    CREATE FUNCTION concord_has_opened(dispute uuid, by_office text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT EXISTS (
            SELECT FROM events AS e JOIN event_bodies AS b USING (position)
            WHERE e.stream_id = dispute AND e.topic = 'dispute.emergency_access_opened'
              AND b.facts ->> 'office' = by_office
              AND (b.facts ->> 'until')::timestamptz > clock_timestamp()
        )
    $$
    """,
    # Where something is new, and between whom: so that streams look only where it may
    # concern them. Which disputes those are, and what happened, it does not tell.
    """
    CREATE FUNCTION concord_news(after bigint, most integer)
    RETURNS TABLE (at bigint, here text, agencies text[], directory boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT e.position, e.partnership, s.agencies, e.topic LIKE 'directory.%'
        FROM events AS e LEFT JOIN dispute_summaries AS s ON s.id = e.stream_id
        WHERE e.position > after AND e.position <= after + most
        ORDER BY e.position
    $$
    """,
    f"REVOKE EXECUTE ON FUNCTION {_DEFINERS} FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION {_DEFINERS} TO concord_api",
)

_SUMMARIES = {
    "parties": f"{_HERE} AND {_KIND} IN ('agency', 'auditor_of_agency')"
    f" AND agencies && {_AGENCIES}",
    "board": f"{_HERE} AND {_KIND} = 'board' AND board_sees",
    "auditor": f"{_HERE} AND {_KIND} = 'auditor'",
    # Facts of them all, to be counted; the words stay closed (see the narratives).
    "counts": f"{_HERE} AND {_KIND} = 'board' AND {_EXTENT} IN ('counts', 'rehearsal')",
    "operator": f"{_KIND} = 'admin' AND {_EXTENT} IN ('rehearsal', 'mails')",
    "sent": f"{_HERE} AND {_KIND} = 'board' AND {_EXTENT} = 'record'"
    f" AND concord_was_sent(id, {_said('office')})",
    # A paper case that a board office entered, for the repeat of the same request.
    "entry": f"{_HERE} AND {_KIND} = 'board' AND {_EXTENT} = 'entry'"
    " AND concord_board_entered(id)",
    "emergency": f"{_HERE} AND {_KIND} IN ('agency', 'board')"
    f" AND {_said('office')} <> '' AND ({_EXTENT} = 'emergency'"
    f" OR (({_EXTENT} IN ('case', 'record')"
    f" OR ({_EXTENT} = 'counts' AND {_KIND} = 'agency'))"
    f" AND concord_has_opened(id, {_said('office')})))",
}

# As `concord_may_see` has just found; without a call for each row.
_JUST_SEEN = "current_setting('concord.seen', true) = stream_id::text"
_EVENTS = f"{_JUST_SEEN} OR concord_may_know(stream_id, topic, partnership)"
# Who sees that there is a concern knows of its mail, though it is no dispute.
# OFFSET 0 keeps the planner from reading every event to know about one.
_BODIES = """
EXISTS (
    SELECT FROM events AS e WHERE e.position = event_bodies.position
      AND (e.topic NOT LIKE 'notice.%'
           OR concord_may_see((event_bodies.facts ->> 'dispute_id')::uuid)
           OR EXISTS (SELECT FROM events AS c WHERE c.topic = 'concern.raised'
               AND c.stream_id = (event_bodies.facts ->> 'dispute_id')::uuid))
    OFFSET 0
)
"""
_WORDS = f"{_EXTENT} NOT IN ('counts', 'rehearsal', 'mails')"
# Whoever may not have the key may not even have what it seals.
_NARRATIVES = """
EXISTS (SELECT FROM keys AS k WHERE k.key_id = event_narratives.key_id OFFSET 0)
"""
_KEYS = f"""
{_WORDS} AND ({_JUST_SEEN} OR EXISTS (
    SELECT FROM events AS e WHERE e.stream_id = keys.stream_id AND e.version = 1
    OFFSET 0
))
"""
_IDEMPOTENCY = """
EXISTS (
    SELECT FROM events AS e WHERE e.stream_id = idempotency.stream_id
      AND e.version = idempotency.first_version OFFSET 0
)
"""
_WATCHED = f"{_EXTENT} = 'status' AND {_KIND} IN ('monitor', 'admin')"
_ACCESSES = f"""
{_HERE} AND CASE {_KIND}
    WHEN 'auditor' THEN true
    WHEN 'agency' THEN agency = ({_AGENCIES})[1]
        OR EXISTS (SELECT FROM unnest(disputes) AS d (id) WHERE concord_may_see(d.id))
    WHEN 'auditor_of_agency' THEN agency = ({_AGENCIES})[1]
        OR EXISTS (SELECT FROM unnest(disputes) AS d (id) WHERE concord_may_see(d.id))
    ELSE false
END
"""  # noqa: S608 - as above

_POLICIES = {
    "dispute_summaries": _SUMMARIES,
    "events": {"sight": _EVENTS},
    "event_bodies": {"sight": _BODIES},
    "event_narratives": {"sight": _NARRATIVES},
    "keys": {"sight": _KEYS},
    "idempotency": {"sight": _IDEMPOTENCY},
    "open_deadlines": {"sight": "concord_may_see(dispute_id)", "status": _WATCHED},
    "notices": {
        "sight": "concord_may_see(dispute_id)",
        "status": _WATCHED,
        "mails": f"{_EXTENT} = 'mails' AND {_KIND} = 'admin'",
    },
    "dispute_facts": {"sight": "concord_may_see(dispute_id)"},
    "accesses": {"sight": _ACCESSES},
    "webhook_deliveries": {
        "sight": "dispute_id IS NULL OR concord_may_see(dispute_id)"
    },
    "untold_streams": {"status": _WATCHED},
}

_GRANTS = (
    "GRANT USAGE ON SCHEMA public TO concord_api",
    (
        f"GRANT SELECT ON {', '.join(_WALLED)}, head, alembic_version,"
        " projection_positions, worker_heartbeats,"
        " webhook_endpoints, webhook_attempts TO concord_api"
    ),
)


def upgrade() -> None:
    for statement in (*_FUNCTIONS, *_GRANTS):
        op.execute(statement)
    for table in _WALLED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY others ON {table} TO {_OTHERS}"
            " USING (true) WITH CHECK (true)"
        )
        for name, using in _POLICIES[table].items():
            op.execute(
                f"CREATE POLICY {name} ON {table} FOR SELECT TO concord_api"
                f" USING ({using})"
            )
