"""The clients that the development issuer knows: for whom each speaks, and its key."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey
from pydantic import TypeAdapter

from concord.errors import CannotGoOn
from concord.place import Place
from concord.tokens import Asked, expect_grantable
from dispute_core.application.caller import Mandate
from dispute_core.private_files import create_private, write_private

ISSUER_FOLDER = "CONCORD_DEVELOPMENT_ISSUER"
"""The variable that tells the API's process of `concord up` where the issuer is."""

_CLIENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")


@dataclass(frozen=True, kw_only=True)
class Client:
    """Somebody's system; its public key is all that the issuer has of it."""

    partnership: str
    role: str
    agency: str | None
    office: str | None
    jwk: Mapping[str, Any]
    mandate: Mandate | None = None


_CLIENTS = TypeAdapter(dict[str, Client])


class Clients:
    """A file in the issuer's folder, read at each question: it may have grown."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clients.json"

    def find(self, name: object) -> Client | None:
        return self._all().get(name) if isinstance(name, str) else None

    def add(self, name: str, client: Client) -> None:
        known = {**self._all(), name: client}
        write_private(self._file, _CLIENTS.dump_json(known, indent=1).decode())

    def _all(self) -> dict[str, Client]:
        if not self._file.exists():
            return {}
        return _CLIENTS.validate_json(self._file.read_bytes())


def register(place: Place, name: str, key_file: Path, asked: Asked) -> str:
    """Make a key pair for a client: the public key for the issuer, the other for it."""
    expect_grantable(place, asked)
    if not _CLIENT.match(name):
        raise CannotGoOn("A client goes by letters, digits, dots and hyphens.")
    key = ECKey.generate_key("P-256", auto_kid=True)
    try:
        create_private(key_file, json.dumps(key.as_dict(private=True)))
    except OSError as error:
        message = f"The key cannot be written to {key_file}: {error.strerror}."
        raise CannotGoOn(message) from error
    client = Client(
        partnership=asked.partnership,
        role=asked.speaks_as,
        agency=asked.agency,
        office=asked.office,
        jwk=key.as_dict(private=False),
        mandate=asked.mandate,
    )
    Clients(place.issuer).add(name, client)
    return (
        f"{name} may ask for tokens, with assertions signed by the key in {key_file}."
    )
