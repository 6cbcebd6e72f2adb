"""The API without what guards and watches it, so that `make bench` can tell the cost.

The database shows everything to its role, which stands above the second wall; nobody is
asked for rights to a dispute or for rates; no reading is put on record, no trace kept,
no person looked up. It is put together here because nothing that ships can do without:
there is no setting for it.
"""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.types import Receive, Scope, Send

from dispute_api.app import core_settings, create_app
from dispute_api.layers.edge import Edge
from dispute_api.layers.patience import Patience
from dispute_api.layers.reads import Reading, Reads
from dispute_api.layers.refusing import Refusing
from dispute_api.rates.rates import Headers, Rates
from dispute_api.rates.shared import SharedAllowances
from dispute_api.serve import server_for
from dispute_api.settings import Settings
from dispute_core.application.accesses import Access
from dispute_core.application.caller import Caller
from dispute_core.application.ports import Append, Appended
from dispute_core.bootstrap import CoreSettings, Services, open_core
from dispute_core.lines import configure_lines
from dispute_core.log import AccessLog, PostgresLog, open_log
from dispute_core.readmodel.summaries import DisputeSummaries
from dispute_core.tracing import Trace
from tests.support.first_wall import without_first_wall

NO_TRACE = Trace("0" * 32, "0" * 16)


class ImpersonalLog(PostgresLog):
    """Asks of nobody whether somebody else has raised a dispute about them."""

    async def append(self, request: Append) -> Appended:
        return await super().append(replace(request, same_person=None))


class NoAccessLog(AccessLog):
    """Puts nothing on record."""

    async def record(self, access: Access) -> None:
        """Nobody waits for anything."""


class NoRates(Rates):
    """Lets everything pass, and counts nothing."""

    def take(self, caller: Caller) -> Headers:
        del caller
        return []


class NoReads(Reads):
    """Keeps no answer back."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["concord.reading"] = Reading()
        await self._app(scope, receive, send)


class NoTraces(Edge):
    """Takes part in nobody's trace, and begins none."""

    def trace_of(self, scope: Scope) -> Trace:
        del scope
        return NO_TRACE


@asynccontextmanager
async def _core(settings: CoreSettings) -> AsyncIterator[Services]:
    async with (
        open_core(settings) as services,
        open_log(
            writer_url=settings.writer_url,
            reader_url=settings.reader_url,
            secrets=settings.secrets,
            codec=services.codec,
            projections=[DisputeSummaries()],
        ) as log,
    ):
        impersonal = ImpersonalLog(log.writer, log.reader)
        yield replace(
            services,
            core=replace(services.core, log=impersonal),
            log=impersonal,
            accesses=NoAccessLog(settings.writer_url, settings.secrets),
        )


def unguarded(settings: Settings) -> FastAPI:
    """The application, open to everybody."""
    core = core_settings(settings)
    app = create_app(settings, without_first_wall(lambda: _core(core)))
    started = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with started(app):
            context = app.state.context
            rates = NoRates(settings.rates, SharedAllowances(core.writer_url))
            app.state.context = replace(context, rates=rates)
            app.user_middleware = [
                Middleware(NoTraces, metrics=context.metrics),
                Middleware(Patience),
                Middleware(NoReads),
                Middleware(Refusing),
            ]
            app.middleware_stack = app.build_middleware_stack()
            yield

    app.router.lifespan_context = lifespan
    return app


def main() -> None:
    os.environ["CONCORD_PORT"] = sys.argv[sys.argv.index("--port") + 1]
    settings = Settings.model_validate({})
    configure_lines(own_words=["uvicorn"])
    server_for(settings, unguarded(settings)).run()


if __name__ == "__main__":
    main()
