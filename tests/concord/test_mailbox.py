"""The mails of `concord up` in a browser: nothing leaves the machine."""

import asyncio
import time
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from pydantic import ValidationError

import deadline_worker
import dispute_api
from concord.mailbox import PATH
from deadline_worker.notices.channels import e_mail_by
from deadline_worker.notices.e_mail import EMail
from deadline_worker.notices.mail import Mail
from deadline_worker.notices.mail_folder import MailFolder
from deadline_worker.notices.settings import NoticeSettings
from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.concord.commands import Up
from tests.support.api import a_dispute

SENDER = "notices@concord.example"
_SECONDS = 20


def a_mail(**changes: object) -> Mail:
    said = {
        "id": uuid4(),
        "partnership": "worcestershire",
        "to": ("office@example.org",),
        "subject": "WOR-2026-1: <b>raised</b>",
        "text": "For: the office\n",
        "said": (),
        "thread": None,
        **changes,
    }
    return Mail(**said)  # type: ignore[arg-type]


class TestTheMailbox:
    def test_shows_what_the_worker_has_sent_and_nothing_of_a_person(
        self, running: Up
    ) -> None:
        reference = raises(running)

        [mail] = waits_for_mails(running, reference)

        page = read(running, mail)
        assert f"{reference}: a professional difference is raised with you" in page
        assert "safeguarding@social-care.worcestershire.example.org" in page
        assert "MIS-2041" not in page

    def test_lets_nothing_in_a_mail_act_in_the_browser(self, running: Up) -> None:
        folder = MailFolder(folder=running.place.mails, sender=SENDER)
        mail = a_mail(text="<script>alert(1)</script>\n")
        asyncio.run(folder.send(mail))

        answer = httpx.get(f"{running.url()}{PATH}/{mail.id}", trust_env=False)

        assert "&lt;script&gt;" in answer.text
        assert "<script>" not in answer.text
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        listed = httpx.get(f"{running.url()}{PATH}", trust_env=False)
        assert "<b>raised" not in listed.text

    @pytest.mark.parametrize("name", [uuid4(), "running.json", "..%2Frunning.json"])
    def test_has_no_other_mail_and_no_other_file(
        self, running: Up, name: object
    ) -> None:
        answer = httpx.get(f"{running.url()}{PATH}/{name}", trust_env=False)

        assert answer.status_code == httpx.codes.NOT_FOUND

    def test_is_nowhere_in_the_service_itself(self) -> None:
        for package in (dispute_api, deadline_worker):
            for file in Path(package.__file__ or "").parent.rglob("*.py"):
                assert PATH not in file.read_text(encoding="utf-8")


class TestAFolderOfMails:
    def test_keeps_one_file_for_a_mail_that_is_sent_again(self, tmp_path: Path) -> None:
        folder, mail = MailFolder(folder=tmp_path, sender=SENDER), a_mail()

        asyncio.run(folder.send(mail))
        asyncio.run(folder.send(mail))

        [file] = tmp_path.iterdir()
        assert file.name == f"{mail.id}.eml"
        assert file.stat().st_mode & 0o777 == 0o600

    def test_is_refused_where_others_reach_the_service(self, tmp_path: Path) -> None:
        where = {"public_url": "https://concord.example.org"}

        with pytest.raises(ValidationError, match="mail_folder"):
            NoticeSettings.model_validate({"mail_folder": tmp_path, **where})

    def test_stays_empty_where_a_relay_is_named(self, tmp_path: Path) -> None:
        relay = {"smtp_host": "127.0.0.1", "smtp_sender": SENDER}
        told = {"mail_folder": tmp_path, **relay}

        way = e_mail_by(NoticeSettings.model_validate(told))

        assert isinstance(way, EMail)


def raises(running: Up) -> str:
    issuer = DevelopmentIssuer.open(running.place.issuer)
    token = issuer.mint("worcestershire", agency="school")
    answer = httpx.post(
        f"{running.url()}/v1/disputes",
        json=a_dispute(),
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())},
        trust_env=False,
    )
    reference: str = answer.json()["reference"]
    return reference


def waits_for_mails(running: Up, reference: str) -> list[str]:
    """The addresses of the mails about a dispute, once there are any."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        page = httpx.get(f"{running.url()}{PATH}", trust_env=False).text
        rows = [row for row in page.split("<tr>") if reference in row]
        if rows:
            return [row.partition('href="')[2].partition('"')[0] for row in rows]
        time.sleep(0.2)
    message = "no mail about the dispute came"
    raise AssertionError(message)


def read(running: Up, address: str) -> str:
    return httpx.get(f"{running.url()}{address}", trust_env=False).text
