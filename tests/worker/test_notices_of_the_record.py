"""The Record to an office: a link, a sealed file, or a person with a printed pack."""

from collections.abc import AsyncIterator
from copy import deepcopy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from pypdf import PdfReader

from dispute_core.application.policies.releasing import publish_directory
from tests.support.api import Api, Json, a_discussion, a_dispute, directory
from tests.support.databases import Database
from tests.support.post_office import PostOffice, text_of
from tests.worker.notice_desk import BASE_URL, Desk, desk_settings, open_desk

OFFICE = "board-manager"
MAILBOX = "board-manager@worcestershire.example.org"
PASSWORD = "agreed by phone"


@pytest.fixture
async def agreed(
    api: Api, database: Database, secrets_file: Path, office: PostOffice
) -> AsyncIterator[Desk]:
    """A desk that has agreed a password with the office, which takes secure mail."""
    board = deepcopy(next(b for b in directory() if b["prefix"] == "WOR"))
    [part] = [part for part in board["offices"] if part["office"] == OFFICE]
    part["secure_mail"] = True
    services = api.services
    clock = services.core.clock
    await publish_directory(services.log, services.catalogue, [board], clock=clock)
    settings = desk_settings(
        database,
        secrets_file,
        **office.settings(),
        notice_record_passwords={f"worcestershire/{OFFICE}": PASSWORD},
    )
    async with open_desk(database, settings) as desk:
        yield desk


class TestTheRecordByALink:
    async def test_opens_for_the_office_as_it_was_sent(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        dispute = await submitted(api, "link")

        await desk.works()

        [mail] = office.mails(MAILBOX)
        assert "the Record is sent to you" in str(mail["Subject"])
        version = dispute["version"] - 1
        path = f"/v1/disputes/{dispute['id']}/record?version={version}"
        assert f"{BASE_URL}{path}\n" in text_of(mail)
        assert list(mail.iter_attachments()) == []
        manager = api.holder(
            api.issuer.mint("worcestershire", role="board", office=OFFICE)
        )
        read = await manager.get(path, headers={"Accept": "text/html"})
        assert read.status_code == httpx.codes.OK
        assert dispute["reference"] in read.text


class TestTheRecordBySecureMail:
    async def test_is_a_file_that_only_the_agreed_password_opens(
        self, api: Api, agreed: Desk, office: PostOffice
    ) -> None:
        await submitted(api, "secure_mail")

        await agreed.works()

        [mail] = office.mails(MAILBOX)
        assert "Its password does not come by mail" in " ".join(text_of(mail).split())
        [enclosed] = mail.iter_attachments()
        assert isinstance(enclosed, EmailMessage)
        pdf = PdfReader(BytesIO(enclosed.get_content()))
        assert pdf.is_encrypted
        assert not pdf.decrypt("a guess")
        assert pdf.decrypt(PASSWORD)
        text = "\n".join(page.extract_text() for page in pdf.pages)
        assert "The referral was closed with advice only." in text
        assert PASSWORD not in office.raw()

    async def test_without_a_password_is_left_to_a_person_with_the_printed_pack(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        dispute = await submitted(api, "secure_mail")

        await desk.works()

        assert office.mails(MAILBOX) == []
        answer = await api.agency("school").get(f"/v1/disputes/{dispute['id']}")
        [duty] = [d for d in answer.json()["duties"] if d["kind"] == "hand_over"]
        assert duty["label"].startswith("Hand over the printed Record")
        assert (duty["status"], duty["to"]) == ("overdue", OFFICE)


async def submitted(api: Api, how: str) -> Json:
    """A dispute of which the Record is complete, and was sent."""
    school, social_care = api.agency("school"), api.agency("social-care")
    difference = {
        **a_dispute()["difference"],
        "raiser_view": "The threshold is met.",
        "evidence": "Three bruises in two weeks.",
    }
    dispute = await school.raises(a_dispute(difference=difference))
    dispute = await social_care.does("responses", dispute, {"view": "Not met."})
    talk = a_discussion(reasons="We read the threshold in two ways.")
    dispute = await school.does("discussions", dispute, talk)
    body = {"to_office": OFFICE, "how": how}
    return await school.does("record/submissions", dispute, body)
