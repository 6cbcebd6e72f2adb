"""Attempts at what is refused stand beside the readings: `asked` says at what.

An id that is nobody's is kept as one that is hidden: the two take the same way. Nothing
that was told is touched: `disputes` of such a row is empty.
"""

from alembic import op

revision = "0015_refused_reads"
down_revision = "0014_persons"
branch_labels = None
depends_on = None


def _said(what: str) -> str:
    """What the reader has said of itself; asked once for each query."""
    return f"(SELECT current_setting('concord.{what}', true))"


_OWN = f"agency = ((SELECT string_to_array({_said('agencies')}, ','))::text[])[1]"
_TOLD = "EXISTS (SELECT FROM unnest(disputes) AS d (id) WHERE concord_may_see(d.id))"
# As before, and for the auditor whoever tried to reach a dispute of the partnership,
# from wherever.
_SIGHT = f"""
CASE {_said("kind")}
    WHEN 'auditor' THEN partnership = {_said("partnership")}
        OR (asked IS NOT NULL AND concord_may_see(asked))
    WHEN 'agency' THEN partnership = {_said("partnership")} AND ({_OWN} OR {_TOLD})
    WHEN 'auditor_of_agency' THEN partnership = {_said("partnership")}
        AND ({_OWN} OR {_TOLD})
    ELSE false
END
"""

_STATEMENTS = (
    "ALTER TABLE accesses ADD COLUMN asked uuid",
    (
        "ALTER TABLE accesses ADD CONSTRAINT accesses_told_or_refused"
        " CHECK (asked IS NULL OR disputes = '{}')"
    ),
    "CREATE INDEX accesses_asked ON accesses (asked) WHERE asked IS NOT NULL",
    (
        "CREATE INDEX accesses_refused ON accesses"
        " (partnership, read_at DESC, id DESC) WHERE asked IS NOT NULL"
    ),
    "DROP POLICY sight ON accesses",
    f"CREATE POLICY sight ON accesses FOR SELECT TO concord_api USING ({_SIGHT})",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
