"""Who is let in: one kind of token, and nothing that only looks like it."""

import json
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey, RSAKey
from starlette.datastructures import Headers
from structlog.testing import capture_logs

from dispute_api.refusals.problems import Rejected
from dispute_api.tokens.claims import LEEWAY
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_api.tokens.verifier import Verifier
from tests.api.bad_tokens import BAD, Bad
from tests.api.doors import a_door, knock, trusted
from tests.api.forging import FOREIGN_KEY, NOW, Claims, good, signed


@pytest.fixture
def door(issuer: DevelopmentIssuer) -> Verifier:
    return a_door(trusted(issuer.jwks_file))


class TestABadToken:
    def test_has_been_thought_of_in_eighty_ways_and_more(self) -> None:
        assert len(BAD) >= 80

    @pytest.mark.parametrize("bad", BAD.values(), ids=list(BAD))
    async def test_is_refused_and_noted_without_a_word_of_it(
        self, door: Verifier, issuer: DevelopmentIssuer, bad: Bad
    ) -> None:
        token = bad.forge(issuer)

        with capture_logs() as lines, pytest.raises(Rejected) as refused:
            await knock(door, token)

        problem = refused.value.problem
        assert problem.kind.status == 401
        assert problem.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
        assert token[:12] not in problem.detail
        nobody_s = bad.reason in ("malformed", "size", "issuer")
        assert lines == [
            {
                "event": "token refused",
                "log_level": "warning",
                "reason": bad.reason,
                "issuer": None if nobody_s else "urn:concord:development",
                "request": "request-1",
            }
        ]

    @pytest.mark.parametrize(
        "sent", ["", "Bearer", "Bearer ", "Basic {}", "DPoP {}", "Bearer{}", "{}"]
    )
    async def test_is_refused_under_any_other_scheme(
        self, door: Verifier, issuer: DevelopmentIssuer, sent: str
    ) -> None:
        header = sent.format(signed(issuer, good()))

        with capture_logs() as lines, pytest.raises(Rejected):
            await door.caller(Headers({"Authorization": header}), "1")

        assert [line["reason"] for line in lines] == ["scheme"]

    async def test_is_refused_beside_a_good_one(
        self, door: Verifier, issuer: DevelopmentIssuer
    ) -> None:
        sent = (b"authorization", f"Bearer {signed(issuer, good())}".encode())

        with pytest.raises(Rejected):
            await door.caller(Headers(raw=[sent, sent]), "1")

    async def test_is_no_token_at_all_and_not_worth_a_line(
        self, door: Verifier
    ) -> None:
        with capture_logs() as lines, pytest.raises(Rejected):
            await door.caller(Headers(), "1")

        assert lines == []


class TestAGoodToken:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"aud": ["concord"]},
            {"nbf": NOW + LEEWAY},
            {"iat": NOW + LEEWAY, "nbf": ...},
            {"exp": NOW - LEEWAY + 1},
            {"exp": NOW + 3600},
            {"unknown": {"x": 1}},
        ],
    )
    async def test_tells_who_asks(
        self, door: Verifier, issuer: DevelopmentIssuer, changes: Claims
    ) -> None:
        caller = await knock(door, signed(issuer, good(**changes)))

        assert (caller.partnership, caller.agency) == ("worcestershire", "school")
        assert (caller.client, caller.role) == ("school-system", "practitioner")

    @pytest.mark.parametrize("kind", ["JWT", "at+JWT", "application/at+jwt"])
    async def test_may_name_its_type_in_either_way(
        self, door: Verifier, issuer: DevelopmentIssuer, kind: str
    ) -> None:
        assert await knock(door, signed(issuer, good(), typ=kind))

    async def test_may_carry_keys_and_addresses_that_nobody_asks(
        self, door: Verifier, issuer: DevelopmentIssuer
    ) -> None:
        address = "http://127.0.0.1:9/keys"
        own = FOREIGN_KEY.as_dict(private=False)

        token = signed(issuer, good(), jku=address, x5u=address, jwk=own, x5c=["AAAA"])

        assert await knock(door, token)

    async def test_needs_no_partnership_to_watch_the_service(
        self, door: Verifier, issuer: DevelopmentIssuer
    ) -> None:
        token = signed(issuer, good(role="monitor", partnership=..., agency=...))

        assert (await knock(door, token)).role == "monitor"

    async def test_gives_the_board_office_no_agency(
        self, door: Verifier, issuer: DevelopmentIssuer
    ) -> None:
        token = signed(issuer, good(role="board", office="board-manager"))

        caller = await knock(door, token)

        assert (caller.agency, caller.office) == (None, "board-manager")

    async def test_is_forgotten_when_it_expires(
        self, issuer: DevelopmentIssuer
    ) -> None:
        now = float(NOW)
        door = a_door(trusted(issuer.jwks_file), clock=lambda: now)
        token = signed(issuer, good(exp=NOW + 60))
        await knock(door, token)

        now = NOW + 60 + LEEWAY
        with capture_logs() as lines, pytest.raises(Rejected) as refused:
            await knock(door, token)

        assert "expired" in refused.value.problem.detail
        assert lines[0]["issuer"] == "urn:concord:development"

    @pytest.mark.parametrize(
        ("key", "algorithm"),
        [
            (OKPKey.generate_key("Ed25519", auto_kid=True), "EdDSA"),
            (RSAKey.generate_key(2048, auto_kid=True), "RS256"),
        ],
    )
    @pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
    async def test_may_bear_other_signatures_of_the_list(
        self, tmp_path: Path, key: OKPKey | RSAKey, algorithm: str
    ) -> None:
        jwks = tmp_path / "jwks.json"
        jwks.write_text(json.dumps({"keys": [key.as_dict(private=False)]}))
        head = {"alg": algorithm, "typ": "at+jwt", "kid": key.kid}

        token = jwt.encode(head, good(), key, algorithms=[algorithm])

        assert await knock(a_door(trusted(jwks)), token)
