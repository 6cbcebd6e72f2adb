"""All that an agency holds about a person, without what is other people's."""

import json
import zipfile
from pathlib import Path

import asyncpg
import pytest

from concord.addresses import Addresses
from concord.keeping.redacting import Mark
from concord.keeping.subject import Person
from concord.keeping.subject_file import REDACTED, WORKING_COPY, export_subject
from dispute_core.domain.training import MARKS
from dispute_core.log import roles
from tests.support.api import Json, Speaker, a_dispute
from tests.support.databases import PASSWORDS, Database

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEIGHBOUR = "Mrs Neighbour at number 7 rang us."
OWN = "Our own thoughts about this."
PERSON = Person(partnership="worcestershire", reference="sch-482.13", agency="school")
ELSEWHERE = {"kind": "child", "reference": "SCH-1", "held_by": "school"}


@pytest.fixture(scope="module")
def addresses(database: Database, secrets_file: Path) -> Addresses:
    def url(role: str) -> str:
        return database.server.url(database.name, role, PASSWORDS[role])

    return Addresses(
        writer=url(roles.WRITER), reader=url(roles.READER), secrets_file=secrets_file
    )


async def a_person(school: Speaker, social_care: Speaker) -> Json:
    """A dispute about the person, with a note that each agency keeps for itself."""
    dispute = await school.raises(
        a_dispute(subject={**ELSEWHERE, "reference": "SCH 48213"})
    )
    text = {"kind": "correspondence", "text": NEIGHBOUR}
    dispute = await school.does("records", dispute, text)
    own = {"kind": "note", "text": OWN, "visible_to": "own_agency"}
    dispute = await social_care.does("records", dispute, own)
    await school.raises(a_dispute(subject=ELSEWHERE))
    return dispute


def opened(file: Path) -> tuple[Json, str]:
    with zipfile.ZipFile(file) as bundle:
        page = bundle.read("export.html").decode()
        return json.loads(bundle.read("export.json")), page


class TestAnExport:
    async def test_holds_what_the_agency_sees_less_what_is_marked(
        self,
        school: Speaker,
        social_care: Speaker,
        addresses: Addresses,
        database: Database,
        tmp_path: Path,
    ) -> None:
        dispute = await a_person(school, social_care)
        first, second = tmp_path / "first.zip", tmp_path / "second.zip"

        await export_subject(addresses, PERSON, None, first)
        working, _ = opened(first)
        (held,) = working["disputes"]
        note = next(
            one for one in held["events"] if one["said"].get("text") == NEIGHBOUR
        )
        marks = [Mark(event=note["id"], field="text", reason="Somebody else.")]
        await export_subject(addresses, PERSON, marks, second)
        handed_over, page = opened(second)

        assert working["notice"] == WORKING_COPY
        assert held["id"] == dispute["id"]
        assert held["events_kept_by_others"] == 1
        assert OWN not in json.dumps(working)
        assert handed_over["notice"] == REDACTED
        assert NEIGHBOUR not in json.dumps(handed_over) + page
        assert '<span class="redacted">redacted</span> Somebody else.' in page
        assert "Nobody outside school has seen the child." in page
        assert second.stat().st_mode & 0o077 == 0
        connection = await asyncpg.connect(database.url())
        read = await connection.fetch(
            "SELECT disputes::text[] AS disputes, purpose FROM accesses"
            " WHERE operation = 'exportSubject'"
        )
        await connection.close()
        assert [tuple(row.values()) for row in read] == [
            ([dispute["id"]], "subject_access")
        ] * 2
        assert handed_over["accesses"][-1]["operation"] == "exportSubject"

    async def test_of_an_agency_that_is_no_party_is_empty(
        self, addresses: Addresses, tmp_path: Path
    ) -> None:
        file = tmp_path / "none.zip"
        police = Person(
            partnership="worcestershire", reference="SCH 48213", agency="police"
        )

        await export_subject(addresses, police, None, file)

        content, page = opened(file)
        assert (content["disputes"], content["training"]) == ([], False)
        assert "Nothing is held under this reference." in page

    async def test_of_practice_says_so(
        self, addresses: Addresses, tmp_path: Path
    ) -> None:
        file = tmp_path / "practised.zip"
        nobody = Person(partnership="training", reference="SCH 1", agency="school")

        await export_subject(addresses, nobody, None, file)

        content, page = opened(file)
        assert content["training"]
        assert MARKS in page
