"""What was sealed, wrapped or digested once is understood by every later release.

The golden file was made with other tools from the description of the formats.
"""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from dispute_core.log.keyring import Secrets
from dispute_core.log.sealing import Place, Sealer, WrappedKey

GOLDEN = json.loads((Path(__file__).parent / "golden" / "sealed.json").read_text())


@pytest.fixture
def secrets() -> Secrets:
    return Secrets.from_text(json.dumps(GOLDEN["secrets"]))


def of(name: str) -> dict[str, Any]:
    return dict(GOLDEN[name])


class TestOldRecords:
    def test_still_open(self, secrets: Secrets) -> None:
        key, place = of("key"), of("place")

        opened = Sealer(secrets.ring).open(
            WrappedKey(
                UUID(key["key_id"]), key["kek_id"], bytes.fromhex(key["wrapped"])
            ),
            Place(**{**place, "stream": UUID(place["stream"])}),
            bytes.fromhex(GOLDEN["sealed"]),
        )

        assert opened.decode() == GOLDEN["narrative"]

    def test_still_name_the_same_people(self, secrets: Secrets) -> None:
        known = of("pseudonym")

        assert secrets.pseudonym(known["subject"]) == known["pseudonym"]

    def test_still_recognise_a_repeated_request(self, secrets: Secrets) -> None:
        request, body = of("request"), of("fingerprint")

        digest = secrets.request_digest(request["client"], request["key"])
        fingerprint = secrets.fingerprint_digest(body["fingerprint"].encode())

        assert digest.hex() == request["digest"]
        assert fingerprint.hex() == body["digest"]

    def test_leave_cursors_their_own_key(self, secrets: Secrets) -> None:
        assert secrets.cursor_key.hex() == GOLDEN["cursor_key"]
