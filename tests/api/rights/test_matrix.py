"""Every cell of the table of rights over HTTP, in every state: 100 % of them."""

from dataclasses import replace

import httpx
import pytest
from uuid_utils.compat import uuid7

from dispute_core.application.authorization.decision import RULE_OF, decide
from dispute_core.application.authorization.relations import REACH
from dispute_core.application.authorization.rules import Deny
from tests.api.rights.asking import (
    ask,
    but_for_its_number,
    operation_named,
    turned_away,
)
from tests.api.rights.casting import Cast
from tests.api.rights.prepared import Actor, Thing
from tests.support.api import Api

TRIED_APART = (
    "breakGlass",
    "revokeCalendarFeed",
    "acknowledgeNotice",
    "streamEventFeed",
)
"""What these allow is tried in tests of their own: it changes what others are tried on,
or never ends.
"""

OF_DISPUTES = [name for name, rule in RULE_OF.items() if rule.on == "dispute"]

pytestmark = pytest.mark.asyncio(loop_scope="package")


class TestTheTableOfRights:
    async def test_is_tried_with_somebody_for_every_relation(self, cast: Cast) -> None:
        for kind, things in cast.items():
            stood = {
                relation
                for thing in things
                for actor in thing.actors
                for relation in actor.stands
            }
            reached = {one for each in REACH[kind].values() for one in each}

            assert stood == reached, kind

    @pytest.mark.parametrize("name", sorted(RULE_OF))
    async def test_holds_for_everybody_in_every_state(
        self, cast: Cast, name: str
    ) -> None:
        wrong = [
            f"{thing.state}: {actor.name}: {answer.status_code} {answer.text[:200]}"
            for thing in cast[RULE_OF[name].on]
            for actor in thing.actors
            for answer in [await self._asked(name, thing, actor)]
            if not _as_the_table_says(name, actor, answer)
        ]

        assert wrong == []

    async def _asked(self, name: str, thing: Thing, actor: Actor) -> httpx.Response:
        """Whoever is turned away asks so that it could happen if they were not."""
        allowed = decide(name, actor.stands).deny is None
        if allowed and name in TRIED_APART:
            return httpx.Response(200)
        if allowed:
            return await ask(actor.speaker, name, thing)
        return await ask(actor.speaker, name, thing, seen=f'"{thing.version}"')

    @pytest.mark.parametrize("name", OF_DISPUTES)
    async def test_tells_hidden_and_absent_by_the_same_bytes(
        self, cast: Cast, name: str
    ) -> None:
        hidden = cast["dispute"][0]
        absent = replace(hidden, path={"dispute_id": str(uuid7())})
        for actor in hidden.actors:
            if decide(name, actor.stands).deny is Deny.HIDDEN:
                there = await ask(actor.speaker, name, hidden, seen='"1"')
                nowhere = await ask(actor.speaker, name, absent, seen='"1"')

                assert but_for_its_number(there) == but_for_its_number(nowhere)

    @pytest.mark.parametrize("name", sorted(RULE_OF))
    async def test_lets_nobody_in_without_a_token(
        self, api: Api, cast: Cast, name: str
    ) -> None:
        rule = RULE_OF[name]
        answer = await ask(api.stranger, name, cast[rule.on][0])

        assert (answer.status_code == 401) == (rule.on != "open")

    async def test_left_every_dispute_as_it_was(self, cast: Cast) -> None:
        for thing in cast["dispute"]:
            read = await ask(thing.actors[0].speaker, "getDispute", thing)

            assert read.json()["version"] == thing.version
            assert read.json()["status"] == thing.state


def _as_the_table_says(name: str, actor: Actor, answer: httpx.Response) -> bool:
    deny = decide(name, actor.stands).deny
    if deny is None:
        return not turned_away(answer)
    documented = str(answer.status_code) in operation_named(name).spec["responses"]
    return answer.status_code == deny.value and turned_away(answer) and documented
