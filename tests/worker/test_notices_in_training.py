"""Notices of a partnership in which people practise: nobody takes them for real."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from deadline_worker.notices.addressing import reached_at
from deadline_worker.notices.wording import Wording
from dispute_core.domain.directory.recipients import Addressee, recipients
from dispute_core.domain.training import MARK, WELSH_MARK
from dispute_core.readmodel.notices import COLUMNS, rows_from
from tests.support.api import Api, a_dispute
from tests.support.post_office import PostOffice, text_of
from tests.worker.notice_desk import BASE_URL, Desk

NOTICES = f"SELECT {COLUMNS} FROM notices AS n"  # noqa: S608 - our own words


async def test_go_to_whom_its_own_directory_names_and_say_first_that_it_is_practice(
    api: Api, desk: Desk, office: PostOffice
) -> None:
    school = api.agency("school", "training")
    dispute = await school.raises(a_dispute(partnership="training"))
    sending = desk.notices.sending
    await sending.filling()
    outbox, soon = sending.outbox, datetime.now(UTC) + timedelta(minutes=1)
    rules = sending.telling.rules
    everywhere = await outbox.counts(soon, [])
    on_call = await outbox.counts(soon, await rules.in_training())

    await desk.works()

    [mail] = office.mails()
    assert str(mail["To"]) == "practice@social-care.training.example.org"
    assert str(mail["Subject"]).startswith(f"[{MARK}] {dispute['reference']}: ")
    assert text_of(mail).startswith(f"{MARK}. This comes from a partnership in which")
    assert (everywhere.waiting, on_call.waiting) == (1, 0)

    board = await rules.partnership("training")
    [row, *_] = rows_from(await desk.eyes.fetch(NOTICES))
    found = recipients(board, Addressee(agency="social-care"), date(2026, 1, 5))
    reached = replace(reached_at(found), languages=("en", "cy"))
    in_both = Wording(base_url=BASE_URL).mail([row], reached, board)
    assert in_both.subject.startswith(f"[{WELSH_MARK}] {dispute['reference']}: ")
    assert f" / [{MARK}] " in in_both.subject
    assert in_both.text.startswith(f"{WELSH_MARK}. Daw hwn o bartneriaeth")
    assert in_both.training
