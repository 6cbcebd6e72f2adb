"""Messages to other systems, over real HTTP: what they say, and when they come."""

from datetime import timedelta

import pytest

from tests.support.api import Api, Json, a_dispute
from tests.support.receiver import Receiver
from tests.webhooks.checking import signatures, verified
from tests.webhooks.desk import Desk, Subscriber
from tests.worker.notice_desk import BASE_URL

pytestmark = pytest.mark.asyncio(loop_scope="module")

RAISED = "org.concord.dispute.raised.v1"
DISCUSSED = "org.concord.dispute.discussed.v1"
FIVE_DAYS = {"days": 9}
"""Five working days, whichever weekend and holiday lies between."""


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
        [delivery] = await school.deliveries(webhook)
        assert delivery["status"] == "delivered"
        assert delivery["message_id"] == request["headers"]["webhook-id"]
        assert [one["status"] for one in delivery["tries"]] == [204]

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


class TestASystemThatDoesNotTakeIt:
    @pytest.mark.parametrize(
        ("behaviour", "because"),
        [
            ("500", "put_off"),
            ("404", "put_off"),
            ("301 Location:http://127.0.0.1:1/elsewhere", "redirected"),
            ("307 Location:http://127.0.0.1:1/elsewhere", "redirected"),
            ("422", "refused"),
            ("hangs", "timed_out"),
            ("drips", "timed_out"),
            ("closes", "no_answer"),
            ("giant", "no_answer"),
            ("babbles", "no_answer"),
        ],
    )
    async def test_gets_it_again_under_the_same_id(
        self,
        desk: Desk,
        system: Receiver,
        school: Subscriber,
        behaviour: str,
        because: str,
    ) -> None:
        name = behaviour.split(maxsplit=1)[0]
        webhook = await school.subscribes(system.will(name, behaviour))
        await school.who.raises()
        await desk.works()
        [before] = await school.deliveries(webhook)
        system.will(name, "204")

        await desk.after(minutes=2)

        first, again = system.got(name)
        assert (before["status"], before["because"]) == ("waiting", because)
        assert first["body"] == again["body"]
        assert first["headers"]["webhook-id"] == again["headers"]["webhook-id"]
        assert verified(first, webhook)
        [after] = await school.deliveries(webhook)
        assert (after["status"], after["attempts"]) == ("delivered", 2)
        assert (await desk.endpoint(webhook))["failures"] == 0

    @pytest.mark.parametrize("behaviour", ["lies", "endless"])
    async def test_has_taken_it_whatever_is_wrong_with_the_rest_of_its_answer(
        self, desk: Desk, system: Receiver, school: Subscriber, behaviour: str
    ) -> None:
        webhook = await school.subscribes(system.will(behaviour, behaviour))
        await school.who.raises()

        await desk.works()

        [delivery] = await school.deliveries(webhook)
        assert (delivery["status"], delivery["attempts"]) == ("delivered", 1)

    async def test_is_left_alone_for_as_long_as_it_asks(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        url = system.will("busy", "429 Retry-After:3600")
        await school.subscribes(url)
        await school.who.raises()
        await desk.works()
        await school.who.raises()

        await desk.after(minutes=59)
        assert len(system.got("busy")) == 1
        system.will("busy", "204")
        await desk.after(minutes=10)

        assert len(system.got("busy")) == 3

    async def test_delays_no_other(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        dead = [
            await school.subscribes(system.will(f"dead-{number}", "hangs"))
            for number in range(3)
        ]
        quick = await school.subscribes(system.will("quick", "204"))
        for _ in range(3):
            await school.who.raises()

        await desk.works()

        taken = [one["settled_at"] for one in await school.deliveries(quick)]
        failed = [
            one["tries"][-1]["at"]
            for webhook in dead
            for one in await school.deliveries(webhook)
            if one["tries"]
        ]
        assert len(taken) == 3
        assert max(taken) < min(failed)

    async def test_is_tried_with_one_message_at_a_time(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        webhook = await school.subscribes(system.will("down", "503"))
        await school.who.raises()
        await desk.works()
        for _ in range(5):
            await school.who.raises()

        await desk.after(minutes=2)
        assert len(system.got("down")) == 2
        system.will("down", "204")
        await desk.after(minutes=10)

        assert await school.deliveries(webhook, status="waiting") == []
        assert len({one["headers"]["webhook-id"] for one in system.got("down")}) == 6


class TestASystemThatStaysDead:
    async def test_is_told_of_on_the_dispute_and_tried_on(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        webhook = await school.subscribes(system.will("buried", "503"))
        dispute = await school.who.raises()
        await desk.works()

        await desk.after(days=2)
        assert await _owed(school, dispute["id"]) == []
        await desk.after(**FIVE_DAYS)
        await desk.after(days=1)

        [duty] = await _owed(school, dispute["id"])
        assert (duty["status"], duty["holder"]["agency"]) == ("overdue", "school")
        of_the_duty, first = await school.deliveries(webhook, status="waiting")
        assert first["told_at"] is not None
        assert of_the_duty["event_type"].endswith("notice_undelivered.v1")
        await desk.after(**FIVE_DAYS)
        assert len(await _owed(school, dispute["id"])) == 1
        assert len(await school.deliveries(webhook)) == 2
        before = len(system.got("buried"))
        system.will("buried", "204")
        await desk.after(days=1)
        assert len(system.got("buried")) == before + 2
        assert await school.deliveries(webhook, status="waiting") == []

    async def test_and_says_that_it_is_gone_gets_nothing_more(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        webhook = await school.subscribes(system.will("gone", "410"))
        dispute = await school.who.raises()

        await desk.works()
        await desk.works()

        read = await school.who.get(f"/v1/webhooks/{webhook['id']}")
        assert read.json()["ended_because"] == "gone"
        [delivery] = await school.deliveries(webhook)
        assert delivery["status"] == "gone"
        [duty] = await _owed(school, dispute["id"])
        assert duty["status"] == "overdue"
        await school.who.raises()
        await desk.works()
        assert len(system.got("gone")) == 1


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


class TestPauses:
    async def test_grow_from_a_minute_to_hours(
        self, desk: Desk, system: Receiver, school: Subscriber
    ) -> None:
        webhook = await school.subscribes(system.will("slower", "503"))
        await school.who.raises()
        await desk.works()
        pauses: list[timedelta] = []
        for _ in range(7):
            pauses.append(await desk.pause(webhook))
            desk.time.passed += pauses[-1] + timedelta(seconds=1)
            await desk.works()

        assert timedelta(seconds=40) < pauses[0] < timedelta(minutes=2)
        assert pauses[-1] > timedelta(hours=3)
        assert pauses[-1] < timedelta(hours=5)


async def _owed(school: Subscriber, dispute_id: str) -> list[Json]:
    answer = await school.who.get(f"/v1/disputes/{dispute_id}")
    duties = answer.json()["duties"]
    return [one for one in duties if one["id"].startswith("message.")]
