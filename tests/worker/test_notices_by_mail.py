"""Notices as a real mail server gets them: when, to whom, and in which words."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from dispute_core.application.breaches import report_breaches
from tests.support.api import Api, Json, a_discussion, a_dispute, inside
from tests.support.post_office import PostOffice, text_of
from tests.worker.notice_desk import BASE_URL, Desk

SOCIAL_CARE = "safeguarding@social-care.worcestershire.example.org"
SCHOOL = "safeguarding@school.worcestershire.example.org"
DUTY_TO_ACT = "suspends anyone's duty to act for the child or adult at risk"


class TestADisputeThatIsRaised:
    async def test_is_told_to_who_is_to_answer_and_to_nobody_else(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        dispute = await api.agency("school").raises()

        await desk.works()

        [mail] = office.mails()
        assert str(mail["To"]) == SOCIAL_CARE
        reference = dispute["reference"]
        assert mail["Subject"] == (
            f"{reference}: a professional difference is raised with you"
        )
        text = text_of(mail)
        assert f"Reference: {reference}\n" in text
        assert "Stage: Stage 1\n" in text
        assert f"{BASE_URL}/v1/disputes/{dispute['id']}\n" in text
        assert DUTY_TO_ACT in " ".join(text.split())
        assert await desk.recorded(dispute) == ["notice.sent"]

    async def test_is_told_in_a_mail_that_programs_know_as_a_machines(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        dispute = await api.agency("school").raises()
        await desk.works()

        [mail] = office.mails()
        [row] = [row for row in await desk.rows() if row["kind"] == "raised"]
        assert mail["Message-ID"] == f"<{row['id']}@concord.example.org>"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["List-Id"] == "<worcestershire.notices.concord.example.org>"
        thread = f"<dispute-{dispute['id']}@concord.example.org>"
        assert mail["References"] == thread

    async def test_is_told_in_welsh_and_english_in_wales(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        school = api.agency("school", "wales-region")
        await school.raises(in_wales())

        await desk.works()

        [mail] = office.mails("social-care")
        text = text_of(mail)
        assert "codwyd gwahaniaeth barn" in str(mail["Subject"])
        assert "a professional difference is raised" in str(mail["Subject"])
        assert text.index("Cyfeirnod: ") < text.index("Reference: ")
        assert "dyletswydd neb i weithredu" in " ".join(text.split())

    async def test_is_told_once_however_often_the_log_is_read(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        await api.agency("school").raises()
        await desk.works()
        await desk.eyes.execute("UPDATE projection_positions SET position = 0")

        await desk.works()

        assert len(office.mails()) == 1


class TestWhatHappensInIt:
    async def test_is_told_to_the_other_side(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        school, social_care = api.agency("school"), api.agency("social-care")
        dispute = await school.raises()
        dispute = await social_care.does("responses", dispute, {"view": "Not met."})
        dispute = await school.does("discussions", dispute, a_discussion())
        await school.does("escalations", dispute, {"trigger": "not_agreed"})

        await desk.works()

        assert subjects(office, SCHOOL) == [
            "the other side has answered",
            "it has gone to a further stage",
        ]
        assert subjects(office, SOCIAL_CARE) == [
            "a professional difference is raised with you",
            "it has gone to a further stage",
        ]
        copy, asked = office.mails(SCHOOL)[-1], office.mails(SOCIAL_CARE)[-1]
        assert "This is a copy" in text_of(copy)
        assert "What is asked" not in text_of(copy)
        assert "What is asked" in text_of(asked)

    async def test_is_asked_of_those_who_must_confirm_it(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        dispute = await api.agency("school").raises()
        proposal = {"outcome": "agreed", "summary": "We agree."}
        await api.agency("social-care").does("resolutions", dispute, proposal)

        await desk.works()

        assert "an end is proposed and waits for you" in subjects(office, SCHOOL)
        [mail] = [m for m in office.mails(SCHOOL) if "proposed" in str(m["Subject"])]
        assert "No limit stops meanwhile" in " ".join(text_of(mail).split())

    async def test_is_not_told_any_more_once_it_is_settled(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        school = api.agency("school")
        dispute = await school.raises()
        await school.does("withdrawals", dispute, {"ground": "no_longer_held"})

        await desk.works()

        assert subjects(office) == ["the difference has been withdrawn"] * 2
        assert ("raised", "agency:social-care") in await desk.kinds("cancelled")


class TestALimit:
    async def test_is_reminded_of_before_it_ends_in_the_services_own_name(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        await api.agency("school", "wales-region").raises(due_in(hours=10))
        await desk.works()
        assert not [s for s in subjects(office) if "near" in s]

        await desk.after(hours=5, minutes=1)

        [mail] = [m for m in office.mails("school") if "near" in str(m["Subject"])]
        text = " ".join(text_of(mail).split())
        assert "The reminder is this service's own; the document sets none." in text
        assert 'In the words of the document: "' in text
        assert "By when: " in text

    async def test_is_not_reminded_of_once_it_is_met(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        school = api.agency("school", "wales-region")
        dispute = await school.raises(due_in(hours=10))
        await school.does("discussions", dispute, a_discussion())

        await desk.after(hours=6)

        assert not [s for s in subjects(office) if "near" in s]
        assert ("reminder", "agency:school") in await desk.kinds("cancelled")

    async def test_that_passed_is_told_to_who_owes_it_and_to_the_other_side(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        raised_at = datetime.now(UTC) - timedelta(days=9)
        dispute = await api.agency("school").raises(
            a_dispute(raised_at=written(raised_at))
        )
        now, ours = api.services.core.clock(), UUID(dispute["id"])
        async with inside(api) as services:
            await report_breaches(ours, services.log, now=now, cause="entered_late")

        await desk.works()

        for address in (SCHOOL, SOCIAL_CARE):
            assert "a time limit has passed" in subjects(office, address)


class TestOneWithManyNotices:
    async def test_gets_one_mail_that_tells_them_all(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        school = api.agency("school")
        disputes = [await school.raises() for _ in range(14)]

        await desk.works()

        [mail] = office.mails(SOCIAL_CARE)
        assert str(mail["Subject"]).startswith("14 notices from Worcestershire")
        for dispute in disputes:
            assert dispute["reference"] in text_of(mail)
            assert await desk.recorded(dispute) == ["notice.sent"]


def due_in(hours: float) -> Json:
    """A dispute in Wales, where a limit may be set because of the risk."""
    due_at = datetime.now(UTC) + timedelta(hours=hours)
    limit = {"due_at": written(due_at), "reason": "He goes home in the evening."}
    return in_wales(risk_set_limit=limit)


def in_wales(**more: Any) -> Json:
    body = a_dispute(partnership="wales-region", category="timeliness", **more)
    del body["category_text"]
    return body


def written(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def subjects(office: PostOffice, to: str | None = None) -> list[str]:
    """What the mails are about, without the references."""
    return [str(mail["Subject"]).partition(": ")[2] for mail in office.mails(to)]
