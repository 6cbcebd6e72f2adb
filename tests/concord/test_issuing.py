"""The development issuer over HTTP: a system signs for itself, and gets a token."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

import dispute_api
from concord.assertions import BEARER, Assertions, NotGranted
from concord.clients import Clients
from concord.issuing import PATH
from tests.concord.commands import Up, concord

WHO = ("--partnership", "worcestershire", "--agency", "school")
AUDIENCE = "https://issuer.test/token"


@dataclass(frozen=True)
class Signer:
    """A client, and the key that was made for it."""

    name: str
    key: ECKey

    def form(self, audience: str, **changes: Any) -> dict[str, str]:
        now = int(time.time())
        claims = {
            "iss": self.name,
            "sub": self.name,
            "aud": audience,
            "jti": str(uuid4()),
            "exp": now + 60,
            **changes,
        }
        said = {name: value for name, value in claims.items() if value is not ...}
        head = {"alg": "ES256", "typ": "JWT", "kid": self.key.kid}
        return {
            "grant_type": "client_credentials",
            "client_assertion_type": BEARER,
            "client_assertion": jwt.encode(head, said, self.key),
        }


@pytest.fixture(scope="module")
def signer(running: Up, tmp_path_factory: pytest.TempPathFactory) -> Signer:
    running.url()
    file = tmp_path_factory.mktemp("client") / "key.json"
    made = concord("client", "school-mis", file, *WHO, "--data-dir", running.place.root)
    assert made.returncode == 0, made.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    return Signer("school-mis", ECKey.import_key(json.loads(file.read_bytes())))


@pytest.fixture(scope="module")
def about(running: Up) -> dict[str, Any]:
    where = f"{running.url()}{PATH}/.well-known/oauth-authorization-server"
    told: dict[str, Any] = httpx.get(where, trust_env=False).json()
    return told


class TestTheIssuer:
    def test_grants_a_token_that_the_service_accepts(
        self, running: Up, signer: Signer, about: dict[str, Any]
    ) -> None:
        where = about["token_endpoint"]

        answer = httpx.post(where, data=signer.form(where), trust_env=False)

        assert answer.status_code == httpx.codes.OK, answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        granted = answer.json()
        assert (granted["token_type"], granted["expires_in"]) == ("Bearer", 900)
        listed = httpx.get(
            f"{running.url()}/v1/disputes",
            headers={"Authorization": f"Bearer {granted['access_token']}"},
            trust_env=False,
        )
        assert listed.status_code == httpx.codes.OK

    def test_publishes_its_public_keys_and_nothing_private(
        self, about: dict[str, Any]
    ) -> None:
        (key,) = httpx.get(about["jwks_uri"], trust_env=False).json()["keys"]

        assert key["kty"] == "EC"
        assert "d" not in key

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"grant_type": "password"}, "unsupported_grant_type"),
            ({"client_assertion": "e30.e30.e30"}, "invalid_client"),
            ({"client_assertion_type": "other"}, "invalid_client"),
            ({"client_id": "another"}, "invalid_client"),
            ({"pad": "x" * 20_000}, "invalid_request"),
        ],
    )
    def test_grants_nothing_else(
        self,
        signer: Signer,
        about: dict[str, Any],
        changes: dict[str, str],
        code: str,
    ) -> None:
        where = about["token_endpoint"]

        answer = httpx.post(where, data=signer.form(where) | changes, trust_env=False)

        assert answer.is_client_error
        assert answer.json() == {"error": code}

    def test_is_nowhere_in_the_service_itself(self) -> None:
        files = list(Path(dispute_api.__file__).parent.rglob("*.py"))

        assert len(files) > 50
        for file in files:
            assert PATH not in file.read_text(encoding="utf-8")


class TestAnAssertion:
    @pytest.fixture
    def assertions(self, running: Up, signer: Signer) -> Assertions:
        del signer
        return Assertions(Clients(running.place.issuer), (AUDIENCE,))

    @pytest.mark.parametrize(
        "changes",
        [
            {"aud": "https://another.test"},
            {"aud": [AUDIENCE, "b"]},
            {"aud": ...},
            {"iss": "another"},
            {"sub": "another", "iss": "another"},
            {"sub": ..., "iss": ...},
            {"exp": ...},
            {"exp": "soon"},
            {"exp": True},
            {"exp": 1},
            {"exp": 4_000_000_000},
            {"jti": ...},
            {"jti": ""},
            {"jti": 7},
        ],
    )
    def test_that_is_not_for_here_and_now_is_refused(
        self, assertions: Assertions, signer: Signer, changes: dict[str, Any]
    ) -> None:
        with pytest.raises(NotGranted):
            assertions.signer(signer.form(AUDIENCE, **changes))

    def test_by_another_key_is_refused(
        self, assertions: Assertions, signer: Signer
    ) -> None:
        thief = Signer(signer.name, ECKey.generate_key("P-256", auto_kid=True))

        with pytest.raises(NotGranted):
            assertions.signer(thief.form(AUDIENCE))

    def test_is_good_once(self, assertions: Assertions, signer: Signer) -> None:
        form = signer.form(AUDIENCE)

        name, client = assertions.signer(form)

        assert (name, client.agency) == ("school-mis", "school")
        with pytest.raises(NotGranted):
            assertions.signer(form)
