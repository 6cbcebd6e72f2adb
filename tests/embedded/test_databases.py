"""Databases are created, copied, found and dropped through the server's handle."""

from collections.abc import Iterator

import psycopg
import pytest

from concord.embedded import EmbeddedPostgresError, Server
from tests.embedded.support import ask, tell

_ODD = '--it\'s a "database" = %/é'


@pytest.fixture
def odd(postgres: Server) -> Iterator[str]:
    postgres.create_database(_ODD)
    yield _ODD
    postgres.drop_database(_ODD)


class TestDatabases:
    """Any name will do, and errors say what was wrong."""

    def test_may_have_odd_names(self, postgres: Server, odd: str) -> None:
        with psycopg.connect(postgres.url(odd)) as connection:
            assert connection.info.dbname == odd
        assert postgres.has_database(odd)
        assert not postgres.has_database("it's")

    def test_are_copied_from_a_template(self, postgres: Server, odd: str) -> None:
        with psycopg.connect(postgres.url(odd)) as connection:
            connection.execute("CREATE TABLE copied ()")
        postgres.create_database("copy", template=odd)
        try:
            with psycopg.connect(postgres.url("copy")) as connection:
                connection.execute("SELECT FROM copied")
        finally:
            postgres.drop_database("copy")

    def test_are_dropped_with_their_connections(self, postgres: Server) -> None:
        postgres.create_database("busy")
        with psycopg.connect(postgres.url("busy"), autocommit=True) as connection:
            postgres.drop_database("busy")

            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
        assert not postgres.has_database("busy")

    def test_that_are_missing_may_be_dropped(self, postgres: Server) -> None:
        postgres.drop_database("never made")

        assert not postgres.has_database("never made")

    def test_are_not_created_twice(self, postgres: Server, odd: str) -> None:
        with pytest.raises(EmbeddedPostgresError, match="already exists"):
            postgres.create_database(odd)


class TestUrls:
    """An address opens the database for whom it was written."""

    def test_are_the_owners_without_a_user(self, postgres: Server) -> None:
        assert ask(postgres, "SELECT current_user") == "concord_owner"

    def test_carry_another_user_with_any_password(self, postgres: Server) -> None:
        tell(postgres, "CREATE ROLE reader LOGIN PASSWORD 'p@ss/w:rd %é'")
        address = postgres.url("postgres", user="reader", password="p@ss/w:rd %é")
        try:
            with psycopg.connect(address) as connection:
                assert connection.info.user == "reader"
        finally:
            tell(postgres, "DROP ROLE reader")

    def test_do_not_lend_the_owners_password(self, postgres: Server) -> None:
        assert postgres.password not in postgres.url("postgres", user="reader")
