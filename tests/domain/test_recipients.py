"""To whose mailbox a notice goes, and what is said where that is not the one meant."""

from datetime import date

import pytest

from dispute_core.domain.directory.offices import Holder, Office
from dispute_core.domain.directory.partnership import Agency, Partnership
from dispute_core.domain.directory.recipients import Addressee, recipients

TODAY = date(2026, 3, 2)
BOARD = Office(
    code="board-manager",
    name="Board Manager",
    kind="board-manager",
    mailbox="board@example.org",
)
LEAD = Office(
    code="police-lead",
    name="Designated safeguarding lead",
    kind="designated-lead",
    agency="police",
    mailbox="lead@police.example.org",
    secure_mail=True,
)
CHAIR = Office(
    code="log-chair", name="LOG Chair", kind="log-chair", mailbox="log@example.org"
)


def a_holder(office: Office, *days: date, mailbox: str | None = None) -> Holder:
    first, *last = days or (date(2020, 1, 1),)
    return Holder(
        id=f"{office.code}-{first}",
        office=office.code,
        from_date=first,
        to_date=last[0] if last else None,
        mailbox=mailbox,
    )


def a_partnership(
    *offices: Office, holders: tuple[Holder, ...] = (), police: str | None = "p@x.org"
) -> Partnership:
    listed = {
        "police": Agency(code="police", name="Police", kind="police", mailbox=police),
        "school": Agency(code="school", name="School", kind="school"),
    }
    return Partnership(
        code="somewhere",
        name="Somewhere",
        prefix="SOM",
        nation="WLS",
        agencies=listed,
        offices={one.code: one for one in offices},
        policies=(),
        languages=("en", "cy"),
        holders=holders,
    )


class TestAnOfficeThatIsHeld:
    def test_is_written_to_at_its_own_mailbox(self) -> None:
        held = a_partnership(BOARD, LEAD, holders=(a_holder(LEAD),))

        (found,) = recipients(held, Addressee(office="police-lead"), TODAY)

        assert (found.mailbox, found.secure) == ("lead@police.example.org", True)
        assert found.languages == ("en", "cy")
        assert not found.fell_back

    def test_is_found_by_its_kind_within_the_agency(self) -> None:
        held = a_partnership(BOARD, LEAD, holders=(a_holder(LEAD),))

        (found,) = recipients(
            held, Addressee(kind="designated-lead", agency="police"), TODAY
        )

        assert found.office == "police-lead"

    def test_without_a_mailbox_is_written_to_at_those_of_all_its_holders(self) -> None:
        office = Office(code="head", name="Head", kind="other", agency="school")
        holders = (
            a_holder(office, date(2020, 1, 1), mailbox="one@example.org"),
            a_holder(office, date(2021, 1, 1), mailbox="two@example.org"),
            a_holder(
                office, date(2022, 1, 1), TODAY.replace(day=1), mailbox="left@x.y"
            ),
        )

        found = recipients(
            a_partnership(BOARD, office, holders=holders),
            Addressee(office="head"),
            TODAY,
        )

        assert [one.mailbox for one in found] == ["one@example.org", "two@example.org"]
        assert not any(one.secure or one.fell_back for one in found)


class TestAnOfficeThatNobodyHolds:
    def test_is_written_to_at_its_agency_s_mailbox_which_is_said(self) -> None:
        (found,) = recipients(
            a_partnership(BOARD, LEAD), Addressee(office="police-lead"), TODAY
        )

        assert (found.mailbox, found.agency) == ("p@x.org", "police")
        assert (found.because, found.meant) == ("no_holder", (LEAD.name,))

    @pytest.mark.parametrize(
        ("on", "fell_back"),
        [
            (date(2026, 3, 1), False),
            (date(2026, 3, 2), False),
            (TODAY.replace(day=3), True),
        ],
    )
    def test_is_held_until_the_end_of_the_last_day(
        self, on: date, *, fell_back: bool
    ) -> None:
        holder = a_holder(LEAD, date(2026, 3, 1), date(2026, 3, 2))
        held = a_partnership(BOARD, LEAD, holders=(holder,))

        (found,) = recipients(held, Addressee(office="police-lead"), on)

        assert found.fell_back == fell_back

    def test_keeps_its_own_mailbox_where_its_agency_has_none(self) -> None:
        (found,) = recipients(
            a_partnership(BOARD, LEAD, police=None),
            Addressee(office="police-lead"),
            TODAY,
        )

        assert (found.mailbox, found.because) == (LEAD.mailbox, "no_holder")

    def test_of_the_board_is_a_mailbox_as_long_as_nobody_was_ever_named(self) -> None:
        never = a_partnership(BOARD, CHAIR)
        left = a_partnership(
            BOARD,
            CHAIR,
            holders=(a_holder(CHAIR, date(2020, 1, 1), date(2021, 1, 1)),),
        )

        (before,) = recipients(never, Addressee(kind="log-chair"), TODAY)
        (after,) = recipients(left, Addressee(kind="log-chair"), TODAY)

        assert (before.mailbox, before.fell_back) == ("log@example.org", False)
        assert (after.mailbox, after.because) == ("board@example.org", "no_holder")


class TestWhoIsNotThere:
    def test_an_office_that_there_is_not_is_its_agency_s(self) -> None:
        (found,) = recipients(
            a_partnership(BOARD), Addressee(kind="board-member", agency="police"), TODAY
        )

        assert (found.mailbox, found.because) == ("p@x.org", "no_such_office")

    def test_an_agency_without_a_mailbox_is_written_to_at_the_board(self) -> None:
        (found,) = recipients(a_partnership(BOARD), Addressee(agency="school"), TODAY)

        assert (found.mailbox, found.because) == ("board@example.org", "no_mailbox")
        assert found.meant == ("School",)

    def test_an_unknown_agency_is_the_board_s_to_find(self) -> None:
        (found,) = recipients(a_partnership(BOARD), Addressee(agency="army"), TODAY)

        assert (found.mailbox, found.because) == ("board@example.org", "no_such_agency")

    def test_nobody_at_all_is_said_and_not_kept_silent(self) -> None:
        found = recipients(a_partnership(), Addressee(agency="school"), TODAY)

        assert [(one.mailbox, one.fell_back) for one in found] == [(None, True)]

    def test_one_mailbox_is_written_to_once_for_all_who_were_meant(self) -> None:
        partners = [
            Office(
                code=f"partner-{n}", name=f"Partner {n}", kind="safeguarding-partner"
            )
            for n in ("one", "two")
        ]

        (found,) = recipients(
            a_partnership(BOARD, *partners),
            Addressee(kind="safeguarding-partner"),
            TODAY,
        )

        assert found.mailbox == "board@example.org"
        assert found.meant == ("Partner one", "Partner two")
