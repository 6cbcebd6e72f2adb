"""The API behind a real nginx with the shipped configuration, over TLS."""

import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from concord.embedded import Server
from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.support.api import Api, running, settings_for
from tests.support.certificates import Certificate, self_signed
from tests.support.databases import BEGUN, fresh_database
from tests.support.event_streams import served
from tests.support.nginx import HOST, Proxy, a_free_port, proxied

HEADER = "X-Client-Certificate"


@dataclass(frozen=True, kw_only=True)
class Fronted:
    """The API, and the nginx through which clients reach it."""

    api: Api
    proxy: Proxy
    certificate: Certificate

    def http(self, shown: Certificate | None = None) -> httpx.AsyncClient:
        """A client that trusts this nginx, and may show a certificate of its own."""
        context = self.tls()
        if shown is not None:
            context.load_cert_chain(shown.file, shown.key_file)
        return httpx.AsyncClient(
            base_url=self.proxy.url, verify=context, timeout=20, trust_env=False
        )

    def tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate.file))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fronted(
    begun: Server,
    secrets_file: Path,
    issuer: DevelopmentIssuer,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Fronted]:
    folder = tmp_path_factory.mktemp("nginx")
    certificate = self_signed(HOST, folder)
    async with fresh_database(begun, BEGUN) as database:
        settings = settings_for(database, secrets_file, issuer)
        named = settings.model_copy(update={"certificate_header": HEADER})
        async with running(named, issuer) as api, served(api) as service:
            # The first of two is a process that is being restarted.
            there = int(service.url.rpartition(":")[2])
            with proxied(folder, [a_free_port(), there], certificate) as proxy:
                yield Fronted(api=api, proxy=proxy, certificate=certificate)


@pytest_asyncio.fixture(loop_scope="module")
async def http(fronted: Fronted) -> AsyncIterator[httpx.AsyncClient]:
    async with fronted.http() as http:
        yield http
