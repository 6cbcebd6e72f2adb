"""Where messages may go: asked again for every try, and held to for the connection."""

import pytest

from tests.support.api import Api
from tests.support.receiver import Receiver
from tests.webhooks.checking import verified
from tests.webhooks.conftest import NAME
from tests.webhooks.desk import Desk, NameServer, Subscriber

pytestmark = pytest.mark.asyncio(loop_scope="package")

OF_THIS_MACHINE = ["127.0.0.1"]
WITHIN = ["10.1.2.3"]


@pytest.fixture
def names(desk: Desk, api: Api) -> NameServer:
    """What the worker is told of names; the API is told of none."""
    desk.names.says.clear()
    desk.names.asked.clear()
    assert isinstance(api.context.names.resolve, NameServer)
    api.context.names.resolve.says.clear()
    return desk.names


class TestAName:
    async def test_is_called_at_its_address_under_its_own_certificate(
        self,
        desk: Desk,
        names: NameServer,
        sealed_system: Receiver,
        school: Subscriber,
    ) -> None:
        names.says[NAME] = [OF_THIS_MACHINE]
        webhook = await school.subscribes(sealed_system.url("named", NAME, "https"))
        await school.who.raises()

        await desk.works()

        [request] = sealed_system.got("named")
        assert verified(request, webhook)
        assert request["headers"]["host"] == f"{NAME}:{sealed_system.port}"

    async def test_is_not_believed_without_a_certificate_for_it(
        self,
        desk: Desk,
        names: NameServer,
        sealed_system: Receiver,
        school: Subscriber,
    ) -> None:
        other = "other.example.org"
        names.says[other] = [OF_THIS_MACHINE]
        webhook = await school.subscribes(sealed_system.url("liar", other, "https"))
        await school.who.raises()

        await desk.works()

        [delivery] = await school.deliveries(webhook)
        assert delivery["because"] == "no_answer"
        assert sealed_system.got("liar") == []

    @pytest.mark.parametrize(
        "addresses",
        [WITHIN, ["93.184.215.14", "10.1.2.3"], ["fe80::1%2"], ["::ffff:10.0.0.1"]],
    )
    async def test_that_leads_inside_is_not_called_at_all(
        self,
        desk: Desk,
        names: NameServer,
        sealed_system: Receiver,
        school: Subscriber,
        addresses: list[str],
    ) -> None:
        names.says[NAME] = [addresses]
        webhook = await school.subscribes(sealed_system.url("inside", NAME, "https"))
        await school.who.raises()

        await desk.works()

        [delivery] = await school.deliveries(webhook)
        assert (delivery["status"], delivery["because"]) == (
            "waiting",
            "address_refused",
        )

    async def test_is_looked_up_and_checked_for_every_try(
        self,
        desk: Desk,
        names: NameServer,
        sealed_system: Receiver,
        school: Subscriber,
    ) -> None:
        names.says[NAME] = [OF_THIS_MACHINE, WITHIN]
        url = sealed_system.url("rebinds", NAME, "https")
        webhook = await school.subscribes(url)
        await school.who.raises()
        await desk.works()
        await school.who.raises()

        await desk.works()

        assert names.asked == [NAME, NAME]
        assert len(sealed_system.got("rebinds")) == 1
        because = [one["because"] for one in await school.deliveries(webhook)]
        assert because == ["address_refused", None]

    async def test_that_nobody_knows_is_tried_again(
        self,
        desk: Desk,
        names: NameServer,
        sealed_system: Receiver,
        school: Subscriber,
    ) -> None:
        url = sealed_system.url("unknown", NAME, "https")
        webhook = await school.subscribes(url)
        await school.who.raises()
        await desk.works()
        [before] = await school.deliveries(webhook)
        names.says[NAME] = [OF_THIS_MACHINE]

        await desk.after(minutes=5)

        assert before["because"] == "unknown_name"
        assert len(sealed_system.got("unknown")) == 1

    async def test_that_leads_inside_is_refused_when_somebody_subscribes(
        self, api: Api, names: NameServer, sealed_system: Receiver, school: Subscriber
    ) -> None:
        resolve = api.context.names.resolve
        assert isinstance(resolve, NameServer)
        resolve.says[NAME] = [WITHIN]

        answer = await school.who.post(
            "/v1/webhooks", {"url": sealed_system.url("early", NAME, "https")}
        )

        assert answer.status_code == 422
        assert answer.json()["code"] == "webhook-url-refused"
        assert names.asked == []
