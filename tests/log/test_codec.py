"""The codec: what is written can be read back, by later releases too."""

import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispute_core.log.canonical import canonical, parse
from dispute_core.log.codec import Codec, UnknownTopic, header_of
from dispute_core.log.scalars import Unfit
from tests.log.events import (
    AT,
    CLASSES,
    SECRET,
    STREAM,
    Renamed,
    Speaker,
    everything,
    noted,
)

CODEC = Codec(CLASSES)


def stored(event: Any, codec: Codec = CODEC) -> tuple[str, Any, Any]:
    """An event as it comes back from the database: through bytes."""
    encoded = codec.encode(event)
    narrative = encoded.narrative and parse(canonical(encoded.narrative))
    return encoded.topic, parse(canonical(encoded.facts)), narrative


def read(topic: str, facts: Any, narrative: Any, codec: Codec = CODEC) -> Any:
    return codec.decode(topic, facts, narrative, **header_of(STREAM, 1, AT))


def minutes_from_utc(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


class TestWriting:
    def test_reads_back_what_it_wrote(self) -> None:
        event = everything()

        assert read(*stored(event)) == event

    @given(
        st.none() | st.text(st.characters(exclude_categories=["Cs"])),
        st.lists(st.text(st.characters(exclude_categories=["Cs"]))).map(tuple),
        st.none() | st.dates(),
        st.datetimes(timezones=st.integers(-840, 840).map(minutes_from_utc)),
        st.integers(-(2**53) + 1, 2**53 - 1),
    )
    def test_reads_back_whatever_it_wrote(
        self,
        secret: str | None,
        secrets: tuple[str, ...],
        on: date | None,
        at: datetime,
        number: int,
    ) -> None:
        event = everything(
            secret=secret, secrets=secrets, secret_on=on, at=at, number=number
        )

        try:
            written = stored(event)
        except OverflowError:  # an instant that has no date in UTC
            return

        assert read(*written) == event

    def test_keeps_narrative_out_of_the_facts_at_every_depth(self) -> None:
        _, facts, narrative = stored(everything())

        assert SECRET not in json.dumps(facts)
        assert json.dumps(narrative).count(SECRET) == 7
        assert facts["talk"]["others"] == [{"agency": "police"}, {"agency": "health"}]
        assert narrative["talk"]["others"] == [None, {"name": "canary other"}]

    def test_writes_no_header_among_the_facts(self) -> None:
        _, facts, narrative = stored(noted(STREAM, 1))

        assert facts == {"code": "a"}
        assert narrative is None

    def test_writes_every_instant_the_same_way(self) -> None:
        summer = datetime(2026, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))

        _, facts, _ = stored(everything(at=summer))

        assert facts["at"] == "2026-07-01T09:00:00.000000Z"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"number": 1.5},
            {"number": True},
            {"number": 2**53},
            {"text": None},
            {"text": 5},
            {"flag": 1},
            {"choice": "three"},
            {"codes": ["a"]},
            {"codes": (1,)},
            {"at": datetime(2026, 1, 1)},  # noqa: DTZ001
            {"on": AT},
            {"id": str(STREAM)},
            {"labels": {1: "v"}},
            {"open": {"ratio": 0.5}},
            {"talk": Speaker(agency="x")},
            {"secret": b"bytes"},
        ],
    )
    def test_refuses_a_value_that_does_not_fit_its_type(
        self, wrong: dict[str, Any]
    ) -> None:
        with pytest.raises(ValueError, match=r".+"):
            CODEC.encode(everything(**wrong))

    def test_refuses_an_event_it_does_not_know(self) -> None:
        with pytest.raises(UnknownTopic):
            Codec([Renamed]).encode(noted(STREAM, 1))


class TestErased:
    def test_reads_sealed_fields_as_nothing(self) -> None:
        topic, facts, _ = stored(everything())

        event = read(topic, facts, None)

        assert event.secret is None
        assert event.secrets == ()
        assert event.secret_on is None
        assert event.secret_speakers == ()
        assert event.talk.chair == Speaker(agency="school")
        assert event.talk.others == (Speaker(agency="police"), Speaker(agency="health"))
        assert event.by_place == {"first": Speaker(agency="a")}

    def test_leaves_the_facts_as_they_were(self) -> None:
        topic, facts, _ = stored(everything())

        event = read(topic, facts, None)

        assert (event.text, event.number, event.codes) == ("plain", 7, ("a", "b"))


class TestUpcasting:
    def test_reads_the_first_release(self) -> None:
        event = read("test.renamed", {"how": "phone"}, {"words": "Said."})

        assert event == Renamed(
            originator_id=STREAM,
            originator_version=1,
            method="phone",
            note="Said.",
            minutes=None,
        )

    def test_reads_the_second_release(self) -> None:
        facts = {"v": 2, "method": "letter", "minutes": 5}

        assert read("test.renamed", facts, {"words": "Said."}).note == "Said."
        assert read("test.renamed", facts, None).note is None

    def test_says_in_the_facts_which_release_wrote_them(self) -> None:
        event = Renamed(
            originator_id=STREAM,
            originator_version=1,
            method="phone",
            note=None,
            minutes=3,
        )

        _, facts, _ = stored(event)

        assert facts == {"v": 3, "method": "phone", "minutes": 3}
        assert read("test.renamed", facts, None) == event

    def test_does_not_change_what_it_was_given(self) -> None:
        facts = {"how": "phone"}

        read("test.renamed", facts, None)

        assert facts == {"how": "phone"}

    @pytest.mark.parametrize(
        ("topic", "facts"),
        [
            ("test.renamed", {"v": 4, "method": "phone", "minutes": 3}),
            ("test.noted", {"v": 2, "code": "a"}),
            ("os.system", {"code": "a"}),
        ],
    )
    def test_refuses_what_only_another_release_understands(
        self, topic: str, facts: dict[str, Any]
    ) -> None:
        with pytest.raises(UnknownTopic):
            read(topic, facts, None)

    @pytest.mark.parametrize("facts", [{}, {"code": "a", "more": 1}])
    def test_refuses_facts_that_do_not_fit(self, facts: dict[str, Any]) -> None:
        with pytest.raises(Unfit):
            read("test.noted", facts, None)
