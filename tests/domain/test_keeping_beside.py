"""How long concerns and the names of holders are kept, by rules and by silence."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from dispute_core.domain.concerns import (
    Concern,
    ConcernDecided,
    ConcernErased,
    ConcernShared,
    concern_of,
    following,
    raising,
)
from dispute_core.domain.directory.events import (
    HolderAppointed,
    HolderErased,
    NamesErased,
    directory_event,
)
from dispute_core.domain.directory.names import names_due, names_kept, said_again
from dispute_core.domain.directory.offices import Holder
from dispute_core.domain.directory.retention import Rule
from dispute_core.domain.keeping.concerns import erasing, retained_concern
from dispute_core.domain.refusals.retention import NotDue
from dispute_core.domain.releases import OPERATOR
from dispute_core.domain.retention import Retained
from dispute_core.domain.values import By
from tests.support.world import london, partnerships

ID = UUID(int=7)
SCHOOL = By(agency="school")
THREE = Rule(code="three", of="concerns", keep="3 years", because="The schedule.")
POLICE = replace(THREE, code="police", agency="police", keep="7 years")
DECIDED = london(2026, 3, 2, 10)
LATER = date(2100, 1, 1)
HERE = partnerships()["worcestershire"]
NAMES = Rule(code="names", of="holders", keep="2 years", because="Our reading.")


def a_concern() -> Concern:
    said = {
        "partnership": "worcestershire",
        "agency": "school",
        "about": "police",
        "put_to": "school-designated-lead",
        "themes": (),
        "policy": None,
        "clause": None,
        "concern": "Three referrals went unanswered.",
        "evidence": None,
    }
    concern = concern_of([raising(ID, SCHOOL, london(2026, 2, 2, 9), **said)])
    assert concern is not None
    return concern


def decided(concern: Concern, at: datetime = DECIDED) -> Concern:
    said = {"decision": "no_action", "reason": "Explained.", "reference": None}
    event = following(ConcernDecided, concern, SCHOOL, at, **said)
    found = concern_of([concern.raised, event])
    assert found is not None
    return found


def kept(concern: Concern, *rules: Rule, today: date = LATER) -> Retained:
    return retained_concern(concern, rules, readable=True, held=False, today=today)


class TestAConcern:
    def test_is_kept_from_its_last_decision_and_not_before_there_is_one(self) -> None:
        assert kept(a_concern(), THREE).why_not == "not_closed"
        found = kept(decided(a_concern()), THREE)

        assert (found.why_not, found.due_on) == (None, date(2029, 3, 2))
        before = kept(decided(a_concern()), THREE, today=date(2029, 3, 1))
        assert before.why_not == "not_yet"

    def test_is_kept_for_as_long_as_those_need_with_whom_it_was_shared(self) -> None:
        alone = decided(a_concern())
        event = following(ConcernShared, alone, SCHOOL, DECIDED, reason=None)
        shared = concern_of([alone.raised, *alone.decisions, event])
        assert shared is not None

        assert kept(alone, THREE, POLICE).due_on == date(2029, 3, 2)
        assert kept(shared, THREE, POLICE).due_on == date(2033, 3, 2)
        assert kept(shared, POLICE).without_rule == ("school",)

    @pytest.mark.parametrize("rules", [(), (replace(THREE, of="disputes"),)])
    def test_is_kept_where_no_rule_speaks_of_concerns(
        self, rules: tuple[Rule, ...]
    ) -> None:
        assert kept(decided(a_concern()), *rules).why_not == "no_rule"

    def test_is_not_erased_while_it_is_held_nor_twice(self) -> None:
        concern = decided(a_concern())
        held = retained_concern(concern, [THREE], readable=True, held=True, today=LATER)
        answers: dict[str, Any] = {
            "decided_by": "board-manager",
            "checked_by": "independent-chair",
            "schedule_version": 2,
            "key": None,
            "now": london(2100, 1, 1),
        }
        with pytest.raises(NotDue):
            erasing(concern, held, **answers)
        event = erasing(concern, kept(concern, THREE), **answers)
        assert isinstance(event, ConcernErased)
        gone = replace(concern, erasures=(event,))

        again = retained_concern(gone, [THREE], readable=False, held=False, today=LATER)
        assert again.why_not == "erased"


def a_holder(number: int, to_date: date | None, office: str) -> Holder:
    return Holder(
        id=str(number),
        office=office,
        from_date=date(2020, 1, 1),
        to_date=to_date,
        name=f"Person {number}",
    )


LEFT = a_holder(1, date(2024, 3, 31), "board-manager")
STAYS = a_holder(2, None, "board-manager")
AT_SCHOOL = a_holder(3, date(2024, 3, 31), "school-designated-lead")
HELD = replace(HERE, holders=(LEFT, STAYS, AT_SCHOOL))


NEW_YEAR = london(2026, 1, 1)


def appointed(version: int, holder: Holder, at: datetime) -> HolderAppointed:
    return directory_event(
        HolderAppointed,
        HERE.code,
        by=OPERATOR,
        reason=f"Because {version}.",
        version=version,
        at=at,
        holder=holder,
    )


class TestTheNameOfAHolder:
    def test_is_due_by_the_rule_for_its_office_and_not_without(self) -> None:
        own = replace(NAMES, code="school", agency="school", keep="9 years")
        ruled = replace(HELD, retention=(NAMES, own))

        assert names_due(HELD, LATER) == ()
        assert names_due(ruled, date(2026, 3, 30)) == ()
        due = names_due(ruled, date(2026, 3, 31))
        assert [(one.holder, one.rule) for one in due] == [("1", "names")]

    def test_goes_and_every_other_word_is_put_back_where_it_was_said(self) -> None:
        ruled = replace(HELD, retention=(NAMES,))
        today = date(2026, 3, 31)
        said = [appointed(1, LEFT, london(2020, 1, 1)), appointed(2, STAYS, NEW_YEAR)]
        gone = names_due(ruled, today)[:1]
        words = names_kept(
            ID, ruled, said, gone, today=today, at=london(2026, 3, 31, 9)
        )
        erased = directory_event(
            NamesErased,
            HERE.code,
            by=OPERATOR,
            reason=None,
            version=3,
            at=london(2026, 3, 31, 9),
            checked_by="independent-chair",
            holders=gone,
            schedule_version=2,
            kept=ID,
            keys=(),
        )

        first, second, last = said_again([*said, erased], erased, words)

        assert isinstance(first, HolderAppointed)
        assert isinstance(second, HolderAppointed)
        assert (first.holder.name, first.reason) == (None, None)
        assert (second.holder.name, second.reason) == ("Person 2", "Because 2.")
        assert isinstance(last, NamesErased)
        assert isinstance(last.holders[0], HolderErased)
