"""Who is let in: one kind of token, and nothing that only looks like it."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey, RSAKey

from dispute_api.auth import LEEWAY, Verifier
from dispute_api.issuer import DevelopmentIssuer
from dispute_api.keys import LOOK_EVERY, BadKeyFile, KeyFile
from dispute_api.problems import Rejected
from tests.api.forging import BAD, NOW, Claims, Forge, good, signed


@pytest.fixture
def verifier(issuer: DevelopmentIssuer) -> Verifier:
    return make_verifier(issuer.jwks_file)


def make_verifier(
    jwks_file: Path, *, clock: Callable[[], float] = lambda: NOW
) -> Verifier:
    return Verifier(
        KeyFile(jwks_file),
        issuer="urn:concord:development",
        audience="concord",
        algorithms=("ES256", "EdDSA", "RS256"),
        clock=clock,
    )


class TestABadToken:
    @pytest.mark.parametrize("forge", BAD.values(), ids=list(BAD))
    def test_is_refused(
        self, verifier: Verifier, issuer: DevelopmentIssuer, forge: Forge
    ) -> None:
        token = forge(issuer)

        with pytest.raises(Rejected) as refused:
            verifier.caller(f"Bearer {token}")

        problem = refused.value.problem
        assert problem.kind.status == 401
        assert problem.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
        assert token[:12] not in problem.detail

    def test_is_refused_under_any_other_scheme(
        self, verifier: Verifier, issuer: DevelopmentIssuer
    ) -> None:
        for sent in ("", "Bearer", "Bearer ", f"Basic {signed(issuer, good())}"):
            with pytest.raises(Rejected):
                verifier.caller(sent)


class TestAGoodToken:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"aud": ["other", "concord"]},
            {"nbf": NOW + LEEWAY},
            {"iat": NOW + LEEWAY, "nbf": ...},
            {"exp": NOW - LEEWAY + 1},
            {"unknown": {"x": 1}},
        ],
    )
    def test_tells_who_asks(
        self, verifier: Verifier, issuer: DevelopmentIssuer, changes: Claims
    ) -> None:
        caller = verifier.caller(f"bearer {signed(issuer, good(**changes))}")

        assert (caller.partnership, caller.agency) == ("worcestershire", "school")
        assert (caller.client, caller.role) == ("school-system", "practitioner")

    @pytest.mark.parametrize("kind", ["JWT", "at+JWT", "application/at+jwt"])
    def test_may_name_its_type_in_either_way(
        self, verifier: Verifier, issuer: DevelopmentIssuer, kind: str
    ) -> None:
        assert verifier.caller(f"Bearer {signed(issuer, good(), typ=kind)}")

    def test_may_carry_addresses_that_nobody_asks(
        self, verifier: Verifier, issuer: DevelopmentIssuer
    ) -> None:
        address = "http://127.0.0.1:9/keys"

        token = signed(issuer, good(), jku=address, x5u=address)

        assert verifier.caller(f"Bearer {token}")

    def test_needs_no_partnership_to_watch_the_service(
        self, verifier: Verifier, issuer: DevelopmentIssuer
    ) -> None:
        token = signed(issuer, good(role="monitor", partnership=..., agency=...))

        assert verifier.caller(f"Bearer {token}").role == "monitor"

    def test_gives_the_board_office_no_agency(
        self, verifier: Verifier, issuer: DevelopmentIssuer
    ) -> None:
        token = signed(issuer, good(role="board", office="board-manager"))

        caller = verifier.caller(f"Bearer {token}")

        assert (caller.agency, caller.office) == (None, "board-manager")

    def test_is_forgotten_when_it_expires(self, issuer: DevelopmentIssuer) -> None:
        now = float(NOW)
        verifier = make_verifier(issuer.jwks_file, clock=lambda: now)
        token = signed(issuer, good(exp=NOW + 60))
        verifier.caller(f"Bearer {token}")

        now = NOW + 60 + LEEWAY
        with pytest.raises(Rejected):
            verifier.caller(f"Bearer {token}")

    @pytest.mark.parametrize(
        ("key", "algorithm"),
        [
            (OKPKey.generate_key("Ed25519", auto_kid=True), "EdDSA"),
            (RSAKey.generate_key(2048, auto_kid=True), "RS256"),
        ],
    )
    @pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
    def test_may_bear_other_signatures_of_the_list(
        self, tmp_path: Path, key: OKPKey | RSAKey, algorithm: str
    ) -> None:
        jwks = tmp_path / "jwks.json"
        jwks.write_text(json.dumps({"keys": [key.as_dict(private=False)]}))
        head = {"alg": algorithm, "typ": "at+jwt", "kid": key.kid}

        token = jwt.encode(head, good(), key, algorithms=[algorithm])

        assert make_verifier(jwks).caller(f"Bearer {token}")


class TestTheKeyFile:
    def test_takes_effect_when_it_is_replaced_and_unseats_the_old_key(
        self, tmp_path: Path
    ) -> None:
        old = DevelopmentIssuer.open(tmp_path / "old")
        new = DevelopmentIssuer.open(tmp_path / "new")
        clock = [0.0]
        keys = KeyFile(old.jwks_file, monotonic=lambda: clock[0])
        verifier = Verifier(
            keys,
            issuer=old.issuer,
            audience="concord",
            algorithms=("ES256",),
            clock=time.time,
        )
        before = f"Bearer {old.mint('worcestershire', agency='school')}"
        after = f"Bearer {new.mint('worcestershire', agency='school')}"
        assert verifier.caller(before)

        new.jwks_file.replace(old.jwks_file)
        clock[0] = LOOK_EVERY

        assert verifier.caller(after)
        with pytest.raises(Rejected):
            verifier.caller(before)

    def test_keeps_the_keys_it_has_while_the_file_is_broken(
        self, tmp_path: Path
    ) -> None:
        issuer = DevelopmentIssuer.open(tmp_path)
        clock = [0.0]
        keys = KeyFile(issuer.jwks_file, monotonic=lambda: clock[0])

        issuer.jwks_file.write_text("{")
        clock[0] = LOOK_EVERY
        keys.refresh()

        assert keys.find(issuer.key.kid) is not None

    @pytest.mark.parametrize(
        "content",
        [
            "",
            "{}",
            '{"keys": []}',
            '{"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "1"}]}',
            '{"keys": [{"kty": "EC"}]}',
        ],
    )
    def test_must_hold_public_keys(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "jwks.json"
        path.write_text(content)

        with pytest.raises(BadKeyFile):
            KeyFile(path)

    def test_and_the_key_are_readable_by_their_owner_alone(
        self, tmp_path: Path
    ) -> None:
        issuer = DevelopmentIssuer.open(tmp_path / "keys")

        for path in issuer.jwks_file.parent.iterdir():
            assert path.stat().st_mode & 0o777 == 0o600
