"""Makes a data folder ready: roles, database, secrets, issuer, policies, directory.

Everything here may be done again at every start; what is there already stays.
"""

from importlib.resources import files

from concord.addresses import DATABASE, addresses_in
from concord.clients import ISSUER_FOLDER
from concord.embedded import Server
from concord.mailbox import MAIL_FOLDER
from concord.opening import writing
from concord.place import Place
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_core.application.calendars.taking_in import take_in_calendars
from dispute_core.application.policies.releasing import (
    publish_directory,
    release_policies,
)
from dispute_core.bootstrap import Services, now
from dispute_core.log import Secrets, roles
from dispute_core.log.migrate import migrate
from dispute_core.policies import shipped
from dispute_core.policies.calendar_file import shipped_calendars
from dispute_core.policies.directory_file import read_directory


async def prepare(place: Place, server: Server, url: str) -> dict[str, str]:
    """Make everything ready; the variables with which the services find it."""
    if not place.secrets_file.exists():
        Secrets.generate(place.secrets_file)
    issuer = DevelopmentIssuer.open(place.issuer)
    await roles.provision(server.url("postgres"), place.passwords(roles.ROLES))
    if not server.has_database(DATABASE):
        server.create_database(DATABASE)
    addresses = addresses_in(place, server)
    migrate(addresses.of("owner"))
    demonstration = files("concord") / "demo" / "directory.yaml"
    async with writing(addresses) as services:
        await published(services, demonstration.read_text(encoding="utf-8"))
    return {
        "CONCORD_WRITER_URL": addresses.of("writer"),
        "CONCORD_READER_URL": addresses.of("reader"),
        "CONCORD_API_URL": addresses.of("api"),
        "CONCORD_WORKER_URL": addresses.of("worker"),
        "CONCORD_SECRETS_FILE": str(addresses.secrets()),
        "CONCORD_JWKS_FILE": str(issuer.jwks_file),
        "CONCORD_ISSUER": issuer.issuer,
        "CONCORD_AUDIENCE": issuer.audience,
        ISSUER_FOLDER: str(place.issuer),
        MAIL_FOLDER: str(place.mails),
        "CONCORD_PUBLIC_URL": url,
    }


async def published(services: Services, directory: str | None) -> None:
    """Say in the log which policies and calendars there are, and who is who."""
    log, shelf = services.log, services.catalogue
    await release_policies(log, shelf, shipped(), clock=now)
    if directory is not None:
        await publish_directory(log, shelf, read_directory(directory), clock=now)
    await take_in_calendars(log, shelf, shipped_calendars(), clock=now)
