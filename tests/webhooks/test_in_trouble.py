"""Systems that are dead, slow, lying or elsewhere: who hears again, and when."""

from datetime import timedelta

import pytest

from tests.support.api import Api, Json
from tests.support.receiver import Receiver
from tests.webhooks.checking import verified
from tests.webhooks.desk import Desk, Subscriber

pytestmark = pytest.mark.asyncio(loop_scope="package")

FIVE_DAYS = {"days": 9}
"""Five working days, whichever weekend and holiday lies between."""


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

    @pytest.mark.parametrize(
        "behaviour",
        [
            "lies",
            "endless",
            f"204 Retry-After:Sun,%2001%20Jan%20{'9' * 20}%2000:00:00%20GMT",
        ],
    )
    async def test_has_taken_it_whatever_is_wrong_with_the_rest_of_its_answer(
        self, desk: Desk, system: Receiver, school: Subscriber, behaviour: str
    ) -> None:
        name = behaviour.split(maxsplit=1)[0]
        webhook = await school.subscribes(system.will(name, behaviour))
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
        self, api: Api, desk: Desk, system: Receiver, school: Subscriber
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
        counted = (await api.role("monitor").get("/v1/status")).json()["webhooks"]
        oldest = counted.pop("oldest_waiting_at")
        assert oldest <= first["recorded_at"]
        assert counted == {
            "waiting": 2,
            "given_up": 2,
            "endpoints_failing": 1,
            "endpoints_dead": 1,
        }
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
