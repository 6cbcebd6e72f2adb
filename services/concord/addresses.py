"""Where the database is, for each role that works with it."""

from dataclasses import dataclass, field
from pathlib import Path

from concord import embedded
from concord.embedded import Server
from concord.errors import CannotGoOn
from concord.place import Place
from dispute_core.given_files import given
from dispute_core.log import roles

DATABASE = "concord"

_VARIABLES = {
    "owner": "CONCORD_OWNER_URL",
    "writer": "CONCORD_WRITER_URL",
    "reader": "CONCORD_READER_URL",
    "api": "CONCORD_API_URL",
    "worker": "CONCORD_WORKER_URL",
    "eraser": "CONCORD_ERASER_URL",
}


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """The database as its owner and the service's own roles reach it."""

    owner: str | None = field(default=None, repr=False)
    writer: str | None = field(default=None, repr=False)
    reader: str | None = field(default=None, repr=False)
    api: str | None = field(default=None, repr=False)
    worker: str | None = field(default=None, repr=False)
    eraser: str | None = field(default=None, repr=False)
    secrets_file: Path | None = None
    destroyed_keys_file: Path | None = None

    def of(self, role: str) -> str:
        """The address for a role; raises `CannotGoOn` where it was not given."""
        found: str | None = getattr(self, role)
        if found is None:
            message = f"Set {_VARIABLES[role]} to the address of the database."
            raise CannotGoOn(message)
        return found

    def secrets(self) -> Path:
        if self.secrets_file is None:
            raise CannotGoOn("Set CONCORD_SECRETS_FILE to the file with the secrets.")
        return self.secrets_file

    def destroyed_keys(self) -> Path:
        if self.destroyed_keys_file is None:
            message = (
                "Set CONCORD_DESTROYED_KEYS_FILE to the list of destroyed keys, which "
                "is kept apart from the database and its backups."
            )
            raise CannotGoOn(message)
        return self.destroyed_keys_file


def find_addresses(data_dir: Path | None) -> Addresses:
    """The addresses in the environment, or those of a data folder, if one is named."""
    if data_dir is None and any(map(given, _VARIABLES.values())):
        return given_addresses()
    place = Place.at(data_dir or Path(".data"))
    server = embedded.status(place.postgres) if place.postgres.exists() else None
    if server is None:
        message = (
            f"No database runs in the data folder {place.root}. Start it with "
            "'concord up', or set CONCORD_READER_URL and its fellows."
        )
        raise CannotGoOn(message)
    return addresses_in(place, server)


def given_addresses() -> Addresses:
    """The addresses that the environment gives, few or many."""
    return Addresses(
        **{role: given(name) for role, name in _VARIABLES.items()},
        secrets_file=_file("CONCORD_SECRETS_FILE"),
        destroyed_keys_file=_file("CONCORD_DESTROYED_KEYS_FILE"),
    )


def addresses_in(place: Place, server: Server) -> Addresses:
    """The addresses of the embedded server of a data folder."""
    passwords = place.passwords(roles.ROLES)

    def address(role: str) -> str:
        return server.url(DATABASE, role, passwords[role])

    return Addresses(
        owner=server.url(DATABASE),
        writer=address(roles.WRITER),
        reader=address(roles.READER),
        api=address(roles.API),
        worker=address(roles.WORKER),
        eraser=address(roles.ERASER),
        secrets_file=place.secrets_file,
        destroyed_keys_file=place.destroyed_keys_file,
    )


def _file(variable: str) -> Path | None:
    said = given(variable)
    return Path(said) if said else None
