"""How long what people wrote is kept: the schedule, holds, and when nothing is due."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from dispute_core.domain.acts.retaining import erase_narrative
from dispute_core.domain.directory.retention import (
    Rule,
    after,
    first_kept,
    longest,
)
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import LegalHoldPut, LegalHoldReleased
from dispute_core.domain.refusals.retention import (
    HoldNotFound,
    HoldReleased,
    NotDue,
    NothingLeft,
    NotYourHold,
)
from dispute_core.domain.retention import Retained, retained
from tests.support.builders import a_dispute
from tests.support.retention import is_erased, puts_hold, releases_hold
from tests.support.steps import changes_parties, escalates, withdraws
from tests.support.story import Story
from tests.support.world import LEWISHAM, WORCESTERSHIRE, london

CLOSED = london(2026, 3, 2, 10)
EVERYBODY = Rule(code="all", keep="6 years", because="The board's schedule.")
SCHOOL = replace(EVERYBODY, code="school", agency="school", keep="25 years")
CHILDREN = replace(EVERYBODY, code="children", about="child", keep="10 years")
ADULTS = replace(EVERYBODY, code="adults", about="adult", keep="75 years")


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
async def withdrawn(story: Story) -> Dispute:
    return await story.given(a_dispute(WORCESTERSHIRE), withdraws("school"))


def kept(
    dispute: Dispute,
    *rules: Rule,
    today: date = date(2100, 1, 1),
    settled_at: datetime = CLOSED,
) -> Retained:
    return retained(dispute, rules, settled_at=settled_at, readable=True, today=today)


class TestATimeForKeeping:
    @pytest.mark.parametrize(
        ("start", "keep", "end"),
        [
            (date(2026, 3, 2), "6 years", date(2032, 3, 2)),
            (date(2026, 3, 2), "1 month", date(2026, 4, 2)),
            (date(2026, 12, 31), "18 months", date(2028, 7, 1)),
            (date(2024, 2, 29), "1 year", date(2025, 3, 1)),
            (date(2024, 2, 29), "4 years", date(2028, 2, 29)),
            (date(2026, 12, 31), "12 months", date(2027, 12, 31)),
            (date(2026, 10, 31), "1 month", date(2026, 12, 1)),
        ],
    )
    def test_ends_on_the_day_that_a_calendar_shows(
        self, start: date, keep: str, end: date
    ) -> None:
        assert after(start, keep) == end

    @pytest.mark.parametrize(
        "today",
        [date(2024, 2, 29), date(2026, 3, 1), date(2026, 12, 31), date(2027, 1, 1)],
    )
    @pytest.mark.parametrize("keep", ["1 month", "6 years", "18 months", "75 years"])
    def test_is_over_for_whatever_is_older_than_the_first_day_that_is_kept(
        self, today: date, keep: str
    ) -> None:
        first = first_kept(keep, today)

        assert after(first, keep) > today
        assert after(first - timedelta(days=1), keep) <= today

    @pytest.mark.parametrize("keep", ["", "0 years", "for ever", "6 weeks", "6"])
    def test_is_months_or_years(self, keep: str) -> None:
        with pytest.raises(ValueError, match="keeping"):
            after(CLOSED.date(), keep)


class TestTheSchedule:
    def test_says_nothing_of_records_that_it_does_not_name(
        self, withdrawn: Dispute
    ) -> None:
        readings = replace(EVERYBODY, code="who-read", of="accesses")

        assert longest([EVERYBODY], "accesses") is None
        assert longest([EVERYBODY, readings], "accesses") == readings
        assert kept(withdrawn, readings).why_not == "no_rule"

    def test_of_other_records_prefers_an_agencys_own_rule_and_the_longest(self) -> None:
        every = replace(EVERYBODY, of="concerns")
        more = replace(every, code="more", keep="9 years")
        own = replace(every, code="own", agency="school", keep="2 years")

        assert longest([every, own, more], "concerns", "school") == own
        assert longest([every, own, more], "concerns", "police") == more

    def test_counts_the_longest_time_that_a_party_needs(
        self, withdrawn: Dispute
    ) -> None:
        found = kept(withdrawn, EVERYBODY, SCHOOL)

        assert found.due_on == date(2051, 3, 2)
        assert {(one.agency, one.rule) for one in found.rules} == {
            ("school", "school"),
            ("social-care", "all"),
        }

    def test_prefers_the_rule_about_such_a_person(self, withdrawn: Dispute) -> None:
        assert kept(withdrawn, EVERYBODY, CHILDREN, ADULTS).due_on == date(2036, 3, 2)

    def test_leaves_alone_what_it_does_not_speak_of(self, withdrawn: Dispute) -> None:
        found = kept(withdrawn, SCHOOL)

        assert (found.why_not, found.due_on) == ("no_rule", None)
        assert found.without_rule == ("social-care",)

    async def test_counts_for_an_agency_that_has_left(self, story: Story) -> None:
        dispute = await story.given(
            a_dispute(WORCESTERSHIRE),
            changes_parties("school", "add", "police"),
            changes_parties("school", "remove", "police"),
            withdraws("school"),
        )
        police = replace(SCHOOL, code="police", agency="police", keep="100 years")

        assert kept(dispute, EVERYBODY, police).due_on == date(2126, 3, 2)

    def test_is_over_on_its_day_and_not_before(self, withdrawn: Dispute) -> None:
        before = kept(withdrawn, EVERYBODY, today=date(2032, 3, 1))
        on = kept(withdrawn, EVERYBODY, today=date(2032, 3, 2))

        assert (before.why_not, on.why_not) == ("not_yet", None)

    async def test_begins_when_the_dispute_is_over(self, story: Story) -> None:
        dispute = await story.given(a_dispute(WORCESTERSHIRE))

        assert kept(dispute, EVERYBODY).why_not == "not_closed"


class TestAHold:
    async def test_keeps_what_is_due_until_it_is_released(
        self, story: Story, withdrawn: Dispute
    ) -> None:
        assert kept(withdrawn, EVERYBODY).why_not is None

        held = await story.given(puts_hold("social-care"))
        put = story.then(LegalHoldPut, ground="court")
        assert kept(held, EVERYBODY).why_not == "held"
        with pytest.raises(NotDue):
            erase_narrative(
                held,
                kept(held, EVERYBODY),
                decided_by="board-manager",
                checked_by="independent-chair",
                schedule_version=1,
                key=None,
                now=story.clock(),
            )

        hold_id = f"{story.id}.{put.originator_version}"
        free = await story.given(releases_hold("social-care", hold_id))
        story.then(LegalHoldReleased, hold=put.originator_version)
        assert kept(free, EVERYBODY).why_not is None

    async def test_stands_for_as_long_as_one_of_several(
        self, story: Story, withdrawn: Dispute
    ) -> None:
        first = withdrawn.version + 1
        held = await story.given(
            puts_hold("school"),
            puts_hold("social-care"),
            releases_hold("school", f"{story.id}.{first}"),
        )

        assert kept(held, EVERYBODY).why_not == "held"

    async def test_is_released_once_and_by_whoever_put_it(self, story: Story) -> None:
        dispute = await story.given(a_dispute(WORCESTERSHIRE), puts_hold("school"))
        hold_id = f"{story.id}.{dispute.version}"

        await story.refuses(releases_hold("social-care", hold_id), NotYourHold)
        await story.refuses(releases_hold("school", f"{story.id}.1"), HoldNotFound)
        await story.refuses(releases_hold("school", "1"), HoldNotFound)
        await story.given(releases_hold("school", hold_id))
        await story.refuses(releases_hold("school", hold_id), HoldReleased)

    async def test_may_be_put_by_a_board_that_is_told(self, story: Story) -> None:
        await story.given(a_dispute(LEWISHAM), escalates("school"), puts_hold("board"))

        assert story.then(LegalHoldPut).by.side == "board"

    async def test_cannot_bring_back_what_is_erased(
        self, story: Story, withdrawn: Dispute
    ) -> None:
        await is_erased(story)

        await story.refuses(puts_hold("school"), NothingLeft)
        erased = await story.dispute()
        gone = retained(
            erased,
            [EVERYBODY],
            settled_at=withdrawn.newest_at,
            readable=False,
            today=date(2100, 1, 1),
        )
        assert gone.why_not == "erased"
