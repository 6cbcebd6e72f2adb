"""Saying that a notice has been read: who may, and what that changes."""

import httpx

from tests.support.api import Api, Json, Speaker
from tests.support.post_office import PostOffice
from tests.worker.notice_desk import Desk


class TestAnAcknowledgement:
    async def test_is_on_record_once_and_shown_to_both_sides(
        self, api: Api, desk: Desk
    ) -> None:
        dispute = await api.agency("school").raises()
        await desk.works()
        [notice] = await sent(api.agency("school"), dispute)
        path = f"/v1/disputes/{dispute['id']}/notices/{notice['id']}/acknowledgements"

        answers = [await api.agency("social-care").post(path, {}) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].json() == answers[1].json()
        [shown] = await sent(api.agency("school"), dispute)
        assert shown["acknowledged_at"] is not None
        recorded = await desk.recorded(dispute)
        assert recorded == ["notice.sent", "notice.acknowledged"]
        now = (await api.agency("school").get(f"/v1/disputes/{dispute['id']}")).json()
        assert now["version"] == dispute["version"]

    async def test_is_for_those_whom_the_notice_is_for(
        self, api: Api, desk: Desk
    ) -> None:
        dispute = await api.agency("school").raises()
        await desk.works()
        [notice] = await sent(api.agency("school"), dispute)
        base = f"/v1/disputes/{dispute['id']}/notices"
        path = f"{base}/{notice['id']}/acknowledgements"

        refused = await api.agency("school").post(path, {})
        hidden = await api.agency("police").post(path, {})
        unknown = f"{base}/{dispute['id']}/acknowledgements"
        absent = await api.agency("social-care").post(unknown, {})
        early = await api.agency("social-care").post(
            path, {"acknowledged_at": "2199-01-01T00:00:00Z"}
        )

        assert refused.status_code == httpx.codes.FORBIDDEN
        assert hidden.json()["code"] == "dispute-not-found"
        assert absent.json()["code"] == "notice-not-found"
        assert early.json()["errors"][0]["pointer"] == "/acknowledged_at"
        assert (await api.agency("police").get(base)).status_code == 404

    async def test_before_it_went_spares_the_mail(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        dispute = await api.agency("school").raises()
        await desk.notices.sending.filling()
        rows = await desk.rows(dispute)
        [row] = [row for row in rows if row["kind"] == "raised"]
        path = f"/v1/disputes/{dispute['id']}/notices/{row['id']}/acknowledgements"
        await api.agency("social-care").post(path, {})

        await desk.works()

        assert office.mails() == []


async def sent(who: Speaker, dispute: Json) -> list[Json]:
    answer = await who.get(f"/v1/disputes/{dispute['id']}/notices")
    assert answer.status_code == httpx.codes.OK, answer.text
    return [one for one in answer.json()["items"] if one["status"] == "sent"]
