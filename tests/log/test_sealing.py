"""Sealing: narrative opens in its own place, with its own key, and nowhere else."""

import os
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from dispute_core.log.keyring import KeyRing, Secrets, UnusableSecrets
from dispute_core.log.sealing import CannotOpen, Place, Sealer, WrappedKey

RING = KeyRing("2", {"1": os.urandom(32), "2": os.urandom(32)})
PLACE = Place("worcestershire", uuid4(), 3, "dispute.raised")
TEXT = b'{"text":"What the child said."}'


def sealed() -> tuple[Sealer, WrappedKey, bytes]:
    sealer = Sealer(RING)
    key = sealer.new_key(PLACE.stream)
    return sealer, key, sealer.seal(key, PLACE, TEXT)


class TestSealing:
    def test_opens_in_another_process_with_the_same_secrets(self) -> None:
        _, key, closed = sealed()

        assert Sealer(RING).open(key, PLACE, closed) == TEXT

    def test_never_seals_the_same_text_the_same_way(self) -> None:
        sealer, key, closed = sealed()

        assert sealer.seal(key, PLACE, TEXT) != closed
        assert b"child" not in closed

    @pytest.mark.parametrize(
        "elsewhere",
        [
            replace(PLACE, partnership="bexley"),
            replace(PLACE, version=4),
            replace(PLACE, topic="dispute.resolved"),
        ],
    )
    def test_opens_in_no_other_place(self, elsewhere: Place) -> None:
        sealer, key, closed = sealed()

        with pytest.raises(CannotOpen):
            sealer.open(key, elsewhere, closed)

    def test_opens_in_no_other_stream(self) -> None:
        sealer, key, closed = sealed()

        for opener in (sealer, Sealer(RING)):
            with pytest.raises(CannotOpen):
                opener.open(key, replace(PLACE, stream=uuid4()), closed)

    @pytest.mark.parametrize("place", [0, 5, 12, 20, -1])
    def test_opens_nothing_that_was_changed(self, place: int) -> None:
        sealer, key, closed = sealed()
        changed = bytearray(closed)
        changed[place] ^= 1

        with pytest.raises(CannotOpen):
            sealer.open(key, PLACE, bytes(changed))

    @pytest.mark.parametrize("length", [0, 1, 12, 15, -1])
    def test_opens_nothing_that_was_cut_short(self, length: int) -> None:
        sealer, key, closed = sealed()

        with pytest.raises(CannotOpen):
            sealer.open(key, PLACE, closed[:length])

    def test_opens_with_no_other_key(self) -> None:
        sealer, key, closed = sealed()
        other = sealer.new_key(PLACE.stream)

        for wrong in (
            other,
            replace(key, key_id=uuid4()),
            replace(key, kek_id="1"),
            replace(key, kek_id="unknown"),
        ):
            with pytest.raises(CannotOpen):
                Sealer(RING).open(wrong, PLACE, closed)

    def test_opens_old_keys_after_a_new_one_became_current(self) -> None:
        _, key, closed = sealed()
        rotated = KeyRing("3", {**RING.keys, "3": os.urandom(32)})
        sealer = Sealer(rotated)

        assert sealer.open(key, PLACE, closed) == TEXT
        assert sealer.new_key(PLACE.stream).kek_id == "3"


class TestSecrets:
    def test_are_read_back_as_they_were_made(self, tmp_path: Path) -> None:
        path = tmp_path / "secrets.json"

        made = Secrets.generate(path)

        assert path.stat().st_mode & 0o777 == 0o600
        assert Secrets.from_file(path) == made
        assert Secrets.from_text(path.read_text()) == made

    def test_are_never_written_over(self, tmp_path: Path) -> None:
        path = tmp_path / "secrets.json"
        Secrets.generate(path)

        with pytest.raises(FileExistsError):
            Secrets.generate(path)

    @pytest.mark.parametrize("mode", [0o644, 0o604, 0o660])
    def test_are_refused_where_others_could_read_or_change_them(
        self, tmp_path: Path, mode: int
    ) -> None:
        path = tmp_path / "secrets.json"
        Secrets.generate(path)
        path.chmod(mode)

        with pytest.raises(UnusableSecrets):
            Secrets.from_file(path)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{}",
            "[]",
            '{"format": 2}',
            '{"format": 1, "current": "1", "keys": {}, "pseudonym": ""}',
            '{"format": 1, "current": "1", "keys": {"1": "c2hvcnQ="}, "pseudonym": ""}',
            '{"format": 1, "current": "1", "keys": {"1": "%%"}, "pseudonym": ""}',
        ],
    )
    def test_are_refused_in_any_other_form(self, text: str) -> None:
        with pytest.raises(UnusableSecrets) as refused:
            Secrets.from_text(text)

        assert "c2hvcnQ" not in str(refused.value)

    def test_do_not_show_themselves(self, tmp_path: Path) -> None:
        secrets = Secrets.generate(tmp_path / "secrets.json")

        assert repr(secrets) == "Secrets(ring=KeyRing(current='1'))"

    def test_give_each_purpose_a_key_of_its_own(self, tmp_path: Path) -> None:
        secrets = Secrets.generate(tmp_path / "secrets.json")

        keys = {secrets.pseudonym_key, secrets.idempotency_key, secrets.cursor_key}

        assert len(keys) == 3

    def test_tell_no_client_key_from_another_by_where_they_are_split(
        self, tmp_path: Path
    ) -> None:
        secrets = Secrets.generate(tmp_path / "secrets.json")

        assert secrets.request_digest("ab", "c") != secrets.request_digest("a", "bc")
        assert secrets.request_digest("a", "b") == secrets.request_digest("a", "b")

    def test_give_a_person_the_same_pseudonym_always(self, tmp_path: Path) -> None:
        secrets = Secrets.generate(tmp_path / "one.json")
        others = Secrets.generate(tmp_path / "other.json")

        assert secrets.pseudonym("anna") == secrets.pseudonym("anna")
        assert secrets.pseudonym("anna") != secrets.pseudonym("ann")
        assert secrets.pseudonym("anna") != others.pseudonym("anna")
        assert len(secrets.pseudonym("anna")) == 32
