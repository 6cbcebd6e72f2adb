"""A concern reaches its lead by mail: that there is one, and no word of it."""

import httpx

from tests.support.api import Api, Json
from tests.support.post_office import PostOffice, text_of
from tests.worker.notice_desk import BASE_URL, Desk, spoil, write

SCHOOL = "safeguarding@school.worcestershire.example.org"
CANARY = "Canary Yellowhammer"


async def raised(api: Api, put_to: str = "school-designated-lead") -> Json:
    answer = await api.agency("school").send(
        "POST",
        "/v1/concerns",
        json={
            "about": "police",
            "put_to": put_to,
            "concern": f"{CANARY} never answers.",
            "evidence": f"{CANARY} was rung three times.",
        },
        headers={"Idempotency-Key": put_to},
    )
    assert answer.status_code == httpx.codes.CREATED, answer.text
    concern: Json = answer.json()
    return concern


class TestAConcernThatIsRaised:
    async def test_is_told_to_its_leads_mailbox_without_a_word_of_it(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        concern = await raised(api, "board-manager")

        await desk.works()

        [mail] = office.mails()
        assert mail["To"] == "board-manager@worcestershire.example.org"
        assert str(mail["Subject"]).endswith("a concern is put to you")
        text = text_of(mail)
        assert f"{BASE_URL}/v1/concerns/{concern['id']}\n" in text
        assert "Stage:" not in text
        for word in (CANARY, "police", "Police"):
            assert word not in office.raw()
        assert await desk.recorded(concern, "concern_raised") == ["notice.sent"]
        shown = await api.agency("school").get(f"/v1/concerns/{concern['id']}")
        assert shown.json()["lead_told"]["status"] == "sent"

    async def test_waits_while_it_cannot_be_read_and_is_told_then(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        concern = await raised(api, "board-manager")
        as_it_was = await spoil(desk, concern)
        await desk.works()
        assert office.mails() == []
        status = (await api.role("monitor").get("/v1/status")).json()
        assert status["notices"]["unreadable"] == 1

        await write(desk, concern, as_it_was)
        await desk.after(minutes=2)

        assert len(office.mails()) == 1

    async def test_goes_to_the_own_agency_where_nobody_holds_the_office(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        await raised(api)

        await desk.works()

        [mail] = office.mails()
        assert mail["To"] == SCHOOL
        assert "This is meant for" in text_of(mail)

    async def test_is_told_no_more_once_the_lead_has_decided(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        concern = await raised(api, "board-manager")
        token = api.issuer.mint("worcestershire", role="board", office="board-manager")
        answer = await api.holder(token).send(
            "POST",
            f"/v1/concerns/{concern['id']}/decisions",
            json={"decision": "no_action", "reason": "It was one case."},
            headers={"Idempotency-Key": "decides", "If-Match": '"1"'},
        )
        assert answer.status_code == httpx.codes.CREATED, answer.text

        await desk.works()

        assert office.mails() == []

    async def test_that_reaches_nobody_is_put_down_as_such(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        office.will("refuse", "board-manager@worcestershire.example.org")
        concern = await raised(api, "board-manager")

        await desk.works()

        told = await desk.recorded(concern, "concern_raised")
        assert told == ["notice.undeliverable"]
        assert (await desk.kinds("undeliverable"))[0][0] == "concern_raised"
        shown = await api.agency("school").get(f"/v1/concerns/{concern['id']}")
        told = shown.json()["lead_told"]
        assert (told["status"], told["because"]) == ("undeliverable", "refused")
