"""Finds the disputes of a person by a keyed digest of the person's reference.

The reference itself is sealed; a digest tells nothing to who has not the key. Whoever
destroys the key under which a dispute's words are sealed deletes its digests with it,
by whatever way.
"""

from alembic import op

revision = "0014_persons"
down_revision = "0013_allowances"
branch_labels = None
depends_on = None

_OTHERS = "concord_reader, concord_writer, concord_worker, concord_eraser, CURRENT_USER"

_STATEMENTS = (
    """
    CREATE TABLE persons (
        dispute_id uuid PRIMARY KEY,
        person bytea NOT NULL CHECK (length(person) = 32),
        also bytea[] CHECK (cardinality(also) > 0)
    )
    """,
    "CREATE INDEX persons_person ON persons (person, dispute_id)",
    "CREATE INDEX persons_also ON persons USING gin (also) WHERE also IS NOT NULL",
    "GRANT SELECT, INSERT, UPDATE ON persons TO concord_writer, concord_worker",
    "GRANT SELECT ON persons TO concord_reader, concord_api",
    "GRANT SELECT, DELETE ON persons TO concord_eraser",
    "ALTER TABLE persons ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE persons FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY others ON persons TO {_OTHERS} USING (true) WITH CHECK (true)",
    """
    CREATE POLICY sight ON persons FOR SELECT TO concord_api
    USING (concord_may_see(dispute_id))
    """,
    """
    CREATE FUNCTION forget_person() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        DELETE FROM persons WHERE dispute_id = OLD.stream_id;
        RETURN NULL;
    END $$
    """,
    "REVOKE EXECUTE ON FUNCTION forget_person() FROM PUBLIC",
    """
    CREATE TRIGGER keys_forget_person AFTER DELETE ON keys
    FOR EACH ROW EXECUTE FUNCTION forget_person()
    """,
    "ALTER TABLE keys ENABLE ALWAYS TRIGGER keys_forget_person",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
