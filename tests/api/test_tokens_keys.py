"""Keys in a file: replaced while the service runs, and never by something else."""

import time
from pathlib import Path

import pytest

from dispute_api.refusals.problems import Rejected
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_api.tokens.keys import LOOK_EVERY, BadKeys, KeyFile, read_keys
from tests.api.doors import a_door, knock, trusted

A_SECRET = b'{"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "1"}]}'


class TestTheKeyFile:
    async def test_takes_effect_when_it_is_replaced_and_unseats_the_old_key(
        self, tmp_path: Path
    ) -> None:
        old = DevelopmentIssuer.open(tmp_path / "old")
        new = DevelopmentIssuer.open(tmp_path / "new")
        clock = [0.0]
        keys = KeyFile(old.jwks_file, monotonic=lambda: clock[0])
        trust = trusted(old.jwks_file, longest_life=None)
        door = a_door(trust, keys=keys, clock=time.time)
        before = old.mint("worcestershire", agency="school")
        after = new.mint("worcestershire", agency="school")
        assert await knock(door, before)

        new.jwks_file.replace(old.jwks_file)
        clock[0] = LOOK_EVERY

        assert await knock(door, after)
        with pytest.raises(Rejected):
            await knock(door, before)

    async def test_is_looked_at_at_once_for_a_key_that_it_does_not_hold(
        self, tmp_path: Path
    ) -> None:
        old = DevelopmentIssuer.open(tmp_path / "old")
        new = DevelopmentIssuer.open(tmp_path / "new")
        keys = KeyFile(old.jwks_file, monotonic=lambda: 0.0)
        trust = trusted(old.jwks_file, longest_life=None)
        door = a_door(trust, keys=keys, clock=time.time)

        new.jwks_file.replace(old.jwks_file)

        assert await knock(door, new.mint("worcestershire", agency="school"))

    async def test_keeps_the_keys_it_has_while_the_file_is_broken(
        self, tmp_path: Path
    ) -> None:
        issuer = DevelopmentIssuer.open(tmp_path)
        clock = [0.0]
        keys = KeyFile(issuer.jwks_file, monotonic=lambda: clock[0])

        issuer.jwks_file.write_text("{")
        clock[0] = LOOK_EVERY
        keys.refresh()

        assert issuer.key.kid is not None
        assert keys.find(issuer.key.kid) is not None

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xff",
            b"{}",
            b"[]",
            b'{"keys": {}}',
            b'{"keys": []}',
            b'{"keys": [7]}',
            A_SECRET,
            b'{"keys": [{"kty": "EC"}]}',
            b'{"keys": [{"kty": "EC", "kid": "1", "crv": "P-256", "x": "AA"}]}',
            b"[" * 5000,
        ],
    )
    def test_must_hold_public_keys(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "jwks.json"
        path.write_bytes(content)

        with pytest.raises(BadKeys):
            KeyFile(path)

    def test_may_hold_keys_that_we_cannot_use_beside_one_that_we_can(
        self, issuer: DevelopmentIssuer
    ) -> None:
        both = issuer.jwks_file.read_bytes().replace(
            b'{"keys": [', A_SECRET.removesuffix(b"]}") + b', {"kty": "new"}, '
        )

        assert list(read_keys(both)) == [issuer.key.kid]

    def test_counts_no_key_that_is_private_no_more(
        self, issuer: DevelopmentIssuer
    ) -> None:
        public = issuer.jwks_file.read_bytes()

        with pytest.raises(BadKeys):
            read_keys(public.replace(b'"use": "sig"', b'"use": "sig", "d": "AA"'))

    def test_and_the_key_are_readable_by_their_owner_alone(
        self, tmp_path: Path
    ) -> None:
        issuer = DevelopmentIssuer.open(tmp_path / "keys")

        for path in issuer.jwks_file.parent.iterdir():
            assert path.stat().st_mode & 0o777 == 0o600
