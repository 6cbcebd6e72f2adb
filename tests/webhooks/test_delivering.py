"""Messages to other systems, over real HTTP: what they say, and when they come."""

import pytest

from tests.support.api import Api, a_dispute
from tests.support.receiver import Receiver
from tests.webhooks.checking import signatures, verified
from tests.webhooks.desk import Desk, Subscriber
from tests.worker.notice_desk import BASE_URL

pytestmark = pytest.mark.asyncio(loop_scope="package")

RAISED = "org.concord.dispute.raised.v1"
DISCUSSED = "org.concord.dispute.discussed.v1"


class TestAMessage:
    async def test_says_which_event_it_was_and_where_to_read_it(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        webhook = await school.subscribes(system.will("thin", "204"))

        dispute = await school.who.raises()
        await desk.works()

        [request] = system.got("thin")
        said = verified(request, webhook)
        where = f"{BASE_URL}/v1/disputes/{dispute['id']}"
        assert request["first"] == "POST /by/thin HTTP/1.1"
        assert (said["specversion"], said["type"]) == ("1.0", RAISED)
        assert (said["id"], said["subject"]) == (f"{dispute['id']}.1", dispute["id"])
        assert said["data"] == {
            "event": f"{BASE_URL}/v1/events/{dispute['id']}.1",
            "dispute": where,
            "reference": dispute["reference"],
        }
        assert "training" not in said
        recorded, sent = said["traceparent"], request["headers"]["traceparent"]
        assert sent.split("-")[1] == recorded.split("-")[1]
        assert sent != recorded
        [delivery] = await school.deliveries(webhook)
        assert delivery["status"] == "delivered"
        assert delivery["message_id"] == request["headers"]["webhook-id"]
        assert [one["status"] for one in delivery["tries"]] == [204]

    async def test_of_practice_says_so(
        self, api: Api, desk: Desk, system: Receiver
    ) -> None:
        learner = Subscriber(api.agency("school", "training"))
        webhook = await learner.subscribes(system.will("practised", "204"))

        await learner.who.raises(a_dispute(partnership="training"))
        await desk.works()

        [request] = system.got("practised")
        assert verified(request, webhook)["training"] is True
        await learner.ends()

    async def test_holds_nothing_that_anybody_wrote(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        await school.subscribes(system.will("canary", "204"))
        planted = "Canaria-7f3"
        body = a_dispute(category_text=planted, client_reference=planted)
        body["difference"] = dict.fromkeys(body["difference"], planted)
        body["subject"]["reference"] = planted
        body["raised_by"] |= {"name": planted, "role": planted}

        dispute = await school.who.raises(body)
        said = {"method": "phone", "outcome": "not_agreed", "summary": planted}
        await school.who.does("discussions", dispute, said)
        await desk.works()

        assert len(system.got("canary")) == 2
        assert planted not in (system.folder / "requests.jsonl").read_text()

    async def test_is_sent_of_the_types_that_were_asked_for(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        webhook = await school.subscribes(system.will("typed", "204"), DISCUSSED)

        dispute = await school.who.raises()
        said = {"method": "phone", "outcome": "not_agreed"}
        await school.who.does("discussions", dispute, said)
        await desk.works()

        [request] = system.got("typed")
        assert verified(request, webhook)["type"] == DISCUSSED

    async def test_bears_the_signatures_of_old_and_new_keys_for_a_day(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        old = await school.subscribes(system.will("rotated", "204"))
        new = await school.asks(old, "secret-rotations")
        await school.who.raises()
        await desk.works()

        [both] = system.got("rotated")
        assert len(signatures(both)) == 4
        assert verified(both, old) == verified(both, new)
        await school.who.raises()
        await desk.after(hours=25)
        assert len(signatures(system.got("rotated")[1])) == 2

    async def test_tries_the_way_when_it_is_asked_to(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        webhook = await school.subscribes(system.will("tried", "500"))

        asked = await school.asks(webhook, "test-events")
        await desk.works()

        [request] = system.got("tried")
        assert request["headers"]["webhook-id"] == asked["message_id"]
        assert verified(request, webhook)["subject"] == webhook["id"]
        [delivery] = await school.deliveries(webhook)
        assert (delivery["status"], delivery["because"]) == ("dropped", "put_off")


class TestASubscriber:
    async def test_hears_only_of_disputes_that_they_see(
        self, desk: Desk, system: Receiver, police: Subscriber, school: Subscriber
    ) -> None:
        await police.subscribes(system.will("blind", "204"))

        await school.who.raises()
        seen = await school.who.raises(a_dispute(responding=[{"agency": "police"}]))
        await desk.works()

        heard = {one["body"].count(seen["id"]) > 0 for one in system.got("blind")}
        assert heard == {True}

    async def test_that_has_lost_sight_before_it_goes_hears_nothing(
        self, desk: Desk, system: Receiver, police: Subscriber, school: Subscriber
    ) -> None:
        webhook = await police.subscribes(system.will("left", "503"))
        parties = [{"agency": "police"}, {"agency": "social-care"}]
        dispute = await school.who.raises(a_dispute(responding=parties))
        await desk.works()
        assert len(system.got("left")) == 1
        gone = {"change": "remove", "side": "responding", "agency": "police"}
        reason = {"ground": "other", "reason": "It is not theirs."}
        await school.who.does("parties", dispute, {**gone, **reason})
        system.will("left", "204")

        await desk.after(minutes=5)

        assert len(system.got("left")) == 1
        assert await police.deliveries(webhook) == []

    async def test_hears_nothing_of_what_another_agency_keeps_for_itself(
        self, api: Api, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        care = Subscriber(api.agency("social-care"))
        await care.subscribes(system.will("others", "204"))
        await school.subscribes(system.will("own", "204"))
        dispute = await school.who.raises()
        kept = {"kind": "note", "text": "Ours.", "visible_to": "own_agency"}

        await school.who.does("records", dispute, kept)
        await desk.works()
        await care.ends()

        assert len(system.got("own")) == 2
        assert len(system.got("others")) == 1


class TestAMessageThatArrived:
    async def test_is_sent_again_under_its_id_when_somebody_asks(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        webhook = await school.subscribes(system.will("again", "204"))
        await school.who.raises()
        await desk.works()
        [delivery] = await school.deliveries(webhook)

        await school.asks(webhook, f"deliveries/{delivery['id']}/redeliveries")
        await desk.works()

        first, second = system.got("again")
        assert first["headers"]["webhook-id"] == second["headers"]["webhook-id"]
        assert first["body"] == second["body"]
        [after] = await school.deliveries(webhook)
        assert (after["status"], after["attempts"]) == ("delivered", 2)


class TestTheTables:
    async def test_can_be_made_again_and_send_under_the_same_ids(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        await school.subscribes(system.will("rebuilt", "204"))
        await school.who.raises()
        await desk.works()

        await desk.starts_over()
        await desk.works()

        first, again = system.got("rebuilt")
        assert first["headers"]["webhook-id"] == again["headers"]["webhook-id"]
        assert first["body"] == again["body"]

    async def test_forget_after_some_time_what_is_settled(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        webhook = await school.subscribes(system.will("forgotten", "204"))
        await school.who.raises()
        await desk.works()
        assert len(await school.deliveries(webhook)) == 1

        await desk.after(days=91)

        assert await school.deliveries(webhook) == []
