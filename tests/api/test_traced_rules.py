"""The rules of the five documents, as the trace names them, answered over HTTP."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from tests.support.api import Api, Speaker, a_dispute
from tests.support.world import WORCESTERSHIRE
from tests.tracing.checking import at
from tests.tracing.items import TRACE, read

PLACES = sorted(
    {place for item in read(TRACE.read_text("utf-8")) for place in item.rules}
)
WORDS_OF_CLOSED_SETS = ("people", "disputes", "may_be_set", "decided_by")
"""Where the file has its own word for a code of the contract."""


def said(place: str) -> Iterator[str]:
    """The document's words that stand at a place of a policy file."""
    for found in at(place):
        if isinstance(found, str | date):
            yield str(found)
        elif isinstance(found, dict):
            names = ("text", "ask", "label", "titles")
            words = [found[name] for name in names if name in found]
            yield from _strings(words or [found["clause"]])


def _strings(value: Any) -> Iterator[str]:
    """Every text in an answer, however deep."""
    if isinstance(value, str):
        yield plain(value)
    inner = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for one in inner:
            yield from _strings(one)


def plain(text: str) -> str:
    return " ".join(text.split()).casefold()


class TestARuleOfTheTrace:
    async def test_is_answered_over_http(self, school: Speaker) -> None:
        lost = []
        for place in PLACES:
            if any(word in place.split(" > ") for word in WORDS_OF_CLOSED_SETS):
                continue
            ref = f"{place.partition('.yaml')[0]}@1"
            answer = (await school.get(f"/v1/policies/{ref}")).json()
            told = set(_strings({**answer, "chart": None}))
            words = [plain(text) for text in said(place)]
            if not words or not set(words) <= told:
                lost.append(place)

        assert len(PLACES) > 100
        assert lost == []

    def test_is_found_only_where_it_stands(self) -> None:
        assert list(said("worcestershire.yaml > stages > 9")) == []
        assert list(said("worcestershire.yaml > stages > 1 > label")) == ["Stage 1"]


class TestALink:
    async def test_of_a_document_is_answered_over_http(self, school: Speaker) -> None:
        policy = (await school.get(f"/v1/policies/{WORCESTERSHIRE}")).json()

        labels = {link["label"] for link in policy["links"]}
        assert "WSCB membership" in labels
        assert any(re.match("Checking back", label) for label in labels)


class TestWhatBelongsElsewhereUnder002:
    @pytest.mark.parametrize("question", ["referral", "complaint"])
    async def test_is_sent_there_and_not_recorded(
        self, api: Api, school: Speaker, question: str
    ) -> None:
        before = await api.services.log.head()
        screening = [{"question": question, "applies": True}]

        answer = await school.post("/v1/disputes", a_dispute(screening=screening))

        assert answer.status_code == httpx.codes.CONFLICT
        assert answer.json()["code"] == "belongs-elsewhere"
        assert await api.services.log.head() == before


class TestTheEffectOnThePerson:
    async def test_is_asked_of_whoever_raises_a_dispute(self, school: Speaker) -> None:
        """000-12, 001-12, 003-14: what it means for the child."""
        body = a_dispute()
        said = body["difference"]["effect_on_person"]
        without = {k: v for k, v in body["difference"].items() if v != said}

        refused = await school.post("/v1/disputes", {**body, "difference": without})
        raised = await school.raises(body)

        pointers = [flaw["pointer"] for flaw in refused.json()["errors"]]
        assert pointers == ["/difference/effect_on_person"]
        assert raised["difference"]["effect_on_person"] == said
