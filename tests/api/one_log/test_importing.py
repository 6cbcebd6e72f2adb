"""A board's old spreadsheet becomes late entries, each once, or nothing does."""

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from concord.errors import CannotGoOn
from concord.importing.entering import enter
from concord.importing.lines import COLUMNS, template
from deadline_worker.notices.rules import Rules
from deadline_worker.notices.saying import Said, Saying
from dispute_api.app import core_settings
from dispute_core.application.directories.reading import Store
from dispute_core.application.importing import IMPORTER
from dispute_core.bootstrap import Services, open_core
from dispute_core.log import roles
from tests.support.api import Api, Speaker
from tests.support.databases import Database

HERE = "worcestershire"


def a_log(*changes: dict[str, str]) -> str:
    """A log with one line for each change to the line of the template."""
    told = io.StringIO()
    writer = csv.DictWriter(told, COLUMNS)
    writer.writeheader()
    writer.writerows({**COLUMNS, **change} for change in changes)
    return told.getvalue()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def operator(api: Api, database: Database) -> AsyncIterator[Services]:
    """The inside as the command line opens it, before which there is no wall."""
    settings = core_settings(api.settings)
    async with open_core(
        replace(settings, reader_url=database.url(roles.READER))
    ) as services:
        yield services


async def enter_here(operator: Services, text: str, *, dry_run: bool = False) -> str:
    return "\n".join(await enter(operator.core, HERE, text, dry_run=dry_run))


async def found(speaker: Speaker, reference: str) -> list[str]:
    body = {"partnership": HERE, "subject": {"reference": reference}}
    answer = await speaker.post("/v1/disputes/searches", body)
    return [one["id"] for one in answer.json()["items"]]


@pytest.mark.asyncio(loop_scope="module")
class TestImporting:
    async def test_enters_the_past_as_late_entries_each_once(
        self, operator: Services, school: Speaker
    ) -> None:
        slow = {"line_reference": "B", "subject_reference": "OLD-2"}
        slow |= {"stages": "", "outcome": "", "ended_at": ""}
        text = a_log({"line_reference": "A", "subject_reference": "OLD-1"}, slow)

        dry = await enter_here(operator, text, dry_run=True)
        nothing = await found(school, "OLD-1")
        first = await enter_here(operator, text)
        again = await enter_here(operator, text)

        assert dry == "No mistake was found. 2 would be imported; nothing was."
        assert nothing == []
        assert first == "Imported: 2."
        assert again == "Imported: 0.\nImported before, and left as they are: 2."
        [ended], [running] = [await found(school, f"OLD-{n}") for n in (1, 2)]
        told = (await school.get(f"/v1/disputes/{ended}")).json()
        assert told["raised_at"] == "2024-03-04T09:30:00Z"
        assert told["status"] != "open"
        assert told["raised_by"]["agency"] == "school"
        events = (await school.get(f"/v1/disputes/{ended}/events")).json()["items"]
        assert {one["actor"]["client"] for one in events} == {IMPORTER}
        breaches = [
            one["breach"]
            for each in (ended, running)
            for one in (await school.get(f"/v1/disputes/{each}/deadlines")).json()[
                "items"
            ]
            if one["breach"]
        ]
        assert {one["cause"] for one in breaches} == {"entered_late"}

    async def test_tells_every_mistake_with_its_line_and_imports_nothing(
        self, operator: Services, school: Speaker
    ) -> None:
        text = a_log(
            {"line_reference": "C", "subject_reference": "OLD-3"},
            {"line_reference": "D", "raised_at": "Canary 4.3.24", "outcome": ""},
            {"line_reference": "C", "category": "canary"},
            {"line_reference": "E", "responding_agencies": "canary"},
            {"line_reference": "F", "ended_at": "2024-03-01"},
            {"line_reference": "G", "stages": "stage-9 2024-03-06"},
        )

        with pytest.raises(CannotGoOn) as refused:
            await enter_here(operator, text)

        told = str(refused.value).splitlines()
        assert [one.split(":")[0] for one in told] == [
            "line 3, raised_at",
            "line 3, outcome",
            "line 4, line_reference",
            "line 5, responding_agencies",
            "line 6, ended_at",
            "line 7, stages",
            "Nothing was imported.",
        ]
        assert "canary" not in str(refused.value).lower()
        assert await found(school, "OLD-3") == []

    @pytest.mark.parametrize(
        ("cell", "line"),
        [('"Canary said "no" twice."', 2), ('"Canary', 2), ("Can\0ary", 2)],
    )
    async def test_tells_the_line_that_no_spreadsheet_wrote(
        self, operator: Services, cell: str, line: int
    ) -> None:
        text = a_log({"line_reference": "J", "disputed": "HERE"}).replace("HERE", cell)

        with pytest.raises(CannotGoOn, match=f"^line {line}[:,]") as refused:
            await enter_here(operator, text)

        assert "canary" not in str(refused.value).lower()

    async def test_refuses_a_line_that_was_imported_with_other_words(
        self, operator: Services
    ) -> None:
        await enter_here(operator, a_log({"line_reference": "H"}))

        with pytest.raises(CannotGoOn, match="line 2: A line of this reference"):
            await enter_here(
                operator, a_log({"line_reference": "H", "disputed": "New."})
            )

    async def test_tells_nobody_of_what_is_past(self, operator: Services) -> None:
        await enter_here(operator, a_log({"line_reference": "I"}))
        log = operator.log
        imported = [
            one
            for one in await log.unread_after(0, 5000)
            if one.client == IMPORTER and one.topic.startswith("dispute.")
        ]
        newest = imported[-1].stream_id
        dispute = (await log.load(newest)).dispute
        events = await log.events(newest)
        unread = [one for one in imported if one.stream_id == newest]
        quiet, loud = Said(), Said()
        store = Store(streams=operator.log, shelf=operator.catalogue)
        rules = Rules(core=operator.core, store=store)
        saying = Saying(rules=rules)

        for event, one in zip(events, unread, strict=True):
            await saying.add(quiet, event, dispute, one)
            await saying.add(loud, event, dispute, one._replace(client="school"))

        assert loud.called
        assert quiet.called == []
        assert len(quiet.ended) == len(loud.ended)

    async def test_is_shown_how_a_file_looks(self, operator: Services) -> None:
        assert "1 would" in await enter_here(operator, template(), dry_run=True)
