"""Builds the application: routes, refusals, and the edge around them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import timedelta

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware import Middleware

from dispute_api.api import Api, with_what_it_needs
from dispute_api.context import Context
from dispute_api.layers.deprecated import announcing
from dispute_api.layers.edge import Edge
from dispute_api.layers.patience import Patience
from dispute_api.layers.reads import Reads
from dispute_api.layers.refusing import Refusing
from dispute_api.metrics import IssuersKeys, Metrics
from dispute_api.rates.rates import Rates
from dispute_api.rates.shared import SharedAllowances
from dispute_api.readiness import Readiness
from dispute_api.routes import ROUTERS
from dispute_api.settings import Settings
from dispute_api.streams.hub import Streams
from dispute_api.tokens.issuers import Issuer
from dispute_api.tokens.revoked import Revocations, RevokedClients
from dispute_api.tokens.verifier import Verifier
from dispute_api.views.cloud_events import event_lines
from dispute_core.bootstrap import CoreSettings, Services, open_core
from dispute_core.listener import Listener
from dispute_core.log import Secrets
from dispute_core.log.migrations import newest
from dispute_core.resolving import Names

OpenCore = Callable[[], AbstractAsyncContextManager[Services]]

_NONE_OF_THE_FRAMEWORK: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "auto_configure": False,
}


def create_app(settings: Settings, opening: OpenCore | None = None) -> FastAPI:
    """The application; it opens the core when it starts, unless lent one."""
    metrics = Metrics()
    open_services = opening or (lambda: open_core(core_settings(settings)))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_services() as services:
            context = context_for(settings, services, metrics)
            app.state.context = context
            async with (
                metrics.loop_lag.watched(),
                listening(settings, metrics),
                context.opened(),
            ):
                yield

    routes = [with_what_it_needs(one) for router in ROUTERS for one in router.routes]
    return Api(
        lifespan=lifespan,
        routes=announcing(routes, settings.contract()),
        middleware=[
            Middleware(Edge, metrics=metrics),
            Middleware(Patience),
            Middleware(Reads),
            Middleware(Refusing),
        ],
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_NONE_OF_THE_FRAMEWORK,
    )


def listening(
    settings: Settings, metrics: Metrics
) -> AbstractAsyncContextManager[object]:
    """What answers to the monitoring, if anything does."""
    if settings.metrics_port is None:
        return nullcontext()
    listener = Listener(
        host=settings.metrics_host,
        port=settings.metrics_port,
        pages={"/metrics": metrics.page},
    )
    return listener.opened()


def context_for(settings: Settings, services: Services, metrics: Metrics) -> Context:
    """What requests work with; raises `BadKeys` before any request is taken."""
    metrics.show(services.log.writer.measures)
    verifier = verifier_for(settings, services)
    metrics.show(IssuersKeys(verifier.keys_seconds_left))
    streams = Streams(
        services,
        settings.streams,
        lambda event: event_lines(event, settings.base_url),
    )
    metrics.watch_streams(streams.count)
    return Context(
        services=services,
        verifier=verifier,
        rates=Rates(
            settings.rates,
            SharedAllowances(settings.writer_url.get_secret_value()),
        ),
        metrics=metrics,
        streams=streams,
        base_url=settings.base_url,
        contract=settings.contract(),
        readiness=Readiness(
            asking=services.asking,
            migration=newest(),
            without_worker=timedelta(seconds=settings.ready_without_worker_seconds),
        ),
        names=Names(allowed=settings.callable_endpoints),
    )


def verifier_for(settings: Settings, services: Services) -> Verifier:
    revoked = settings.revoked_clients_file
    return Verifier(
        [Issuer.of(trusted) for trusted in settings.trusted()],
        revocations=Revocations(
            RevokedClients(revoked) if revoked else None, services.catalogue.gone
        ),
        certificate_header=settings.certificate_header,
    )


def core_settings(settings: Settings) -> CoreSettings:
    return CoreSettings(
        writer_url=settings.writer_url.get_secret_value(),
        reader_url=settings.api_url.get_secret_value(),
        secrets=Secrets.from_file(settings.secrets_file),
    )
