"""Everything of a running service in which a word could be overheard."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import psycopg

from tests.support.service import RunningService


@dataclass
class Overheard:
    """Everything outside a dispute's own body that went over the wire."""

    said: list[str] = field(default_factory=list)

    def listen(self, answer: httpx.Response) -> None:
        self.said.append(str(answer.headers))
        if answer.status_code >= httpx.codes.BAD_REQUEST:
            answer.read()
            self.said.append(answer.text)


def tables_of(service: RunningService) -> Iterator[tuple[str, str]]:
    """Every table as text; raw bytes appear as hexadecimal digits."""
    with psycopg.connect(service.database_url()) as connection:
        names = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        for (name,) in names:
            rows = connection.execute(f'SELECT t::text FROM "{name}" AS t').fetchall()  # noqa: S608
            yield name, "\n".join(row[0] for row in rows)
