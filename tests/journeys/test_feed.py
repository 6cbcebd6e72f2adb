"""The event feed: walked from its start it is exactly what the caller may see."""

import httpx

from tests.journeys.case import Case, raise_case
from tests.journeys.cast import Cast, discussion, raising
from tests.support.http import Caller, Json


def _played(cast: Cast) -> list[Case]:
    """One dispute with the board, one that the police joined, one of health's."""
    told, _ = raise_case(cast.school, raising("worcestershire"))
    for _ in range(3):
        told.act(cast.school, "escalations", {"trigger": "not_agreed"})
    joined, _ = raise_case(cast.school, raising("worcestershire"))
    joined.act(
        cast.school,
        "parties",
        {"change": "add", "side": "responding", "agency": "police"},
    )
    body = raising("worcestershire", by="health", to=("police",))
    others, _ = raise_case(cast.health, body)
    others.act(cast.health, "discussions", discussion())
    return [told, joined, others]


def _as_feed(events: list[Json], subject: str) -> list[tuple[str, str, int, str, str]]:
    return [
        (e["id"], e["type"], e["version"], e["recorded_at"], subject) for e in events
    ]


def _of(feed: list[Json], subject: str) -> list[tuple[str, str, int, str, str]]:
    """What the feed has of a dispute, each event once, as a reader keeps it."""
    found = {
        e["id"]: (e["id"], e["type"], e["sequence"], e["time"], e["subject"])
        for e in feed
        if e["subject"] == subject
    }
    return list(found.values())


class TestFeed:
    def test_each_caller_is_given_exactly_what_they_may_see(
        self, worcestershire: Cast
    ) -> None:
        cases = _played(worcestershire)

        for caller in worcestershire.everyone:
            feed, _ = caller.feed(limit=7)
            subjects = {event["subject"] for event in feed}
            visible = {dispute["id"] for dispute in caller.items("/v1/disputes")}
            assert subjects == visible
            for case in cases:
                answer = caller.get(case.path)
                seen = answer.status_code == httpx.codes.OK
                assert seen == (case.id in subjects), caller.name
                expected = _as_feed(case.events(caller), case.id) if seen else []
                assert _of(feed, case.id) == expected, caller.name

    def test_goes_on_from_its_cursor_also_where_nothing_was_visible(
        self, worcestershire: Cast
    ) -> None:
        police = worcestershire.police
        _, start = police.feed()
        case, _ = raise_case(worcestershire.school, raising("worcestershire"))
        nothing, later = police.feed(start)
        assert [e for e in nothing if e["subject"] == case.id] == []
        assert later != start

        joins = {"change": "add", "side": "responding", "agency": "police"}
        case.act(worcestershire.school, "parties", joins)

        gained, after = police.feed(later)
        expected = _as_feed(case.events(police), case.id)
        assert _of(gained, case.id) == expected
        assert len(expected) == 2
        case.act(worcestershire.school, "discussions", discussion())
        more, _ = police.feed(after)
        assert [e["type"] for e in more if e["subject"] == case.id] == [
            "dispute.discussed"
        ]

    def test_gives_the_board_the_whole_case_once_it_is_told(
        self, worcestershire: Cast
    ) -> None:
        board, school = worcestershire.board, worcestershire.school
        case, _ = raise_case(school, raising("worcestershire"))
        for _ in range(2):
            case.act(school, "escalations", {"trigger": "not_agreed"})
        before, cursor = board.feed()
        assert [e for e in before if e["subject"] == case.id] == []

        case.act(school, "escalations", {"trigger": "not_agreed"})

        gained, _ = board.feed(cursor)
        assert _of(gained, case.id) == _as_feed(case.events(board), case.id)

    def test_a_cursor_belongs_to_its_caller_and_cannot_be_made_up(
        self, worcestershire: Cast
    ) -> None:
        _, cursor = worcestershire.school.feed()
        for caller, after in (
            (worcestershire.police, cursor),
            (
                worcestershire.school,
                cursor[:-2] + ("AA" if cursor[-2:] != "AA" else "BB"),
            ),
            (worcestershire.school, "f1.AAAA"),
        ):
            answer: httpx.Response = _read_after(caller, after)
            assert answer.status_code == httpx.codes.BAD_REQUEST
            assert answer.json()["code"] == "invalid-cursor"
            assert after not in answer.text


def _read_after(caller: Caller, after: str) -> httpx.Response:
    return caller.get("/v1/events", after=after)
