"""The first wall taken down, to see what the database refuses by itself; tests only."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

from dispute_core.application.authorization.decision import Decision
from dispute_core.application.authorization.fields import WHOLE
from dispute_core.application.authorization.gate import Gate
from dispute_core.application.authorization.standing import Stands
from dispute_core.application.caller import Caller
from dispute_core.bootstrap import Services
from dispute_core.readmodel.catalogue import ReleasedCatalogue
from dispute_core.readmodel.sight import Arguments, Sight

OpenCore = Callable[[], AbstractAsyncContextManager[Services]]


class OpenGate(Gate):
    """Lets everybody through to everything."""

    def admit(self, caller: Caller) -> None:
        """Nobody is refused."""

    def decide(self, operation: str, stands: Stands) -> Decision:
        return Decision(None, WHOLE, f"{operation} {stands.relations}")


class EverySight(Sight):
    """Sees every dispute there is."""

    def condition(self, arguments: Arguments) -> str:
        return f"{arguments.add(True)}::boolean"


async def every_sight(caller: Caller, _: ReleasedCatalogue) -> Sight:
    return EverySight(partnership=caller.partnership, fields=WHOLE)


def without_first_wall(opening: OpenCore) -> OpenCore:
    """The same core, in which nothing asks the table of rights about disputes."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Services]:
        async with opening() as services:
            yield replace(
                services,
                core=replace(services.core, gate=OpenGate()),
                queries=replace(services.queries, sight_of=every_sight),
            )

    return opened
