"""A directory as its events say it, one after the other, old ones included."""

from datetime import UTC, date, datetime
from typing import Any

from dispute_core.bootstrap import make_codec
from dispute_core.domain.directory.events import (
    AgencyChanged,
    DirectoryEvent,
    DirectoryPublished,
    HolderAppointed,
    HolderEnded,
    OfficeChanged,
    directory_event,
    directory_stream,
)
from dispute_core.domain.directory.offices import Holder
from dispute_core.domain.directory.said import DirectorySaid, said_by
from dispute_core.domain.releases import OPERATOR, Decider
from dispute_core.log.codec import header_of

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
BOARD = Decider(role="board", office="board-manager")
LEAD = Holder(
    id="1",
    office="lead",
    from_date=date(2020, 1, 1),
    name="Robin Example",
    mailbox="robin@example.org",
)
CONTENT = {"partnership": "somewhere", "agencies": [{"agency": "a", "name": "A"}]}


def said(*events: tuple[type[DirectoryEvent], dict[str, Any]]) -> DirectorySaid:
    """What is said after these, the first of them by the service as it started."""
    start: dict[str, Any] = {
        "content": CONTENT,
        "named": (),
        "holders": (),
        "at_start": True,
    }
    told: list[tuple[type[DirectoryEvent], dict[str, Any]]]
    told = [(DirectoryPublished, start), *events]
    found = said_by(
        directory_event(
            kind,
            "somewhere",
            by=BOARD if number else OPERATOR,
            reason=None,
            version=number + 1,
            at=AT,
            **what,
        )
        for number, (kind, what) in enumerate(told)
    )
    assert found is not None
    return found


def published(*holders: Holder, named: tuple[str, ...]) -> dict[str, Any]:
    return {"content": CONTENT, "named": named, "holders": holders, "at_start": False}


class TestADirectory:
    def test_is_the_service_s_own_until_people_say_something(self) -> None:
        changed = {"entry": "b", "content": {"agency": "b", "name": "B"}}

        assert not said().kept_by_people
        assert said((AgencyChanged, changed)).kept_by_people

    def test_puts_what_is_said_anew_in_its_old_place_and_the_rest_at_the_end(
        self,
    ) -> None:
        found = said(
            (AgencyChanged, {"entry": "b", "content": {"agency": "b", "name": "B"}}),
            (AgencyChanged, {"entry": "a", "content": {"agency": "a", "name": "Z"}}),
            (OfficeChanged, {"entry": "o", "content": {"office": "o", "name": "O"}}),
        )

        assert [one["name"] for one in found.content["agencies"]] == ["Z", "B"]
        assert [one["office"] for one in found.content["offices"]] == ["o"]
        assert found.version == 4

    def test_keeps_who_held_an_office_and_until_when(self) -> None:
        end = {"office": "lead", "holder": "1", "to_date": date(2026, 3, 1)}

        found = said((HolderAppointed, {"holder": LEAD}), (HolderEnded, end))

        assert [(one.name, one.to_date) for one in found.holders] == [
            ("Robin Example", date(2026, 3, 1))
        ]

    def test_keeps_holders_of_which_a_publication_says_nothing(self) -> None:
        appointed = (HolderAppointed, {"holder": LEAD})

        kept = said(appointed, (DirectoryPublished, published(named=("other",))))
        gone = said(appointed, (DirectoryPublished, published(named=("lead",))))

        assert kept.holders == (LEAD,)
        assert gone.holders == ()

    def test_keeps_names_that_a_publication_leaves_out(self) -> None:
        nameless = Holder(id="1", office="lead", from_date=date(2021, 1, 1))
        again = published(nameless, named=("lead",))

        (found,) = said(
            (HolderAppointed, {"holder": LEAD}), (DirectoryPublished, again)
        ).holders

        assert (found.name, found.mailbox) == (LEAD.name, LEAD.mailbox)
        assert found.from_date == date(2021, 1, 1)


class TestWhatIsStored:
    def test_reads_as_it_did_before_directories_had_authors(self) -> None:
        old = {"code": "somewhere", "content": CONTENT}
        header = header_of(directory_stream("somewhere"), 1, AT)

        event = make_codec().decode("directory.published", old, None, **header)

        assert (event.by, event.at_start, event.holders) == (OPERATOR, True, ())

    def test_says_no_name_and_no_reason_in_its_facts(self) -> None:
        events = [
            directory_event(
                HolderAppointed,
                "somewhere",
                by=BOARD,
                reason="Robin Example retired.",
                version=1,
                at=AT,
                holder=LEAD,
            ),
            directory_event(
                DirectoryPublished,
                "somewhere",
                by=BOARD,
                reason="Robin Example retired.",
                version=1,
                at=AT,
                **published(LEAD, named=("lead",)),
            ),
        ]
        for event in events:
            stored = make_codec().encode(event)

            assert "obin" not in str(stored.facts)
            assert "Robin Example" in str(stored.narrative)
