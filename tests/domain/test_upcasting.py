"""How an event changes its fields without a stored one ever changing: one worked case.

A board has notes on record from when a note had no mood. The class grows a field, gets
`class_version = 2`, and an upcast beside it says what the old ones mean.
"""

from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
import uuid_utils.compat as uuid_utils
from eventsourcing.domain import AggregateEvent

from dispute_core.domain.vocabulary import Sealed
from dispute_core.log.codec import Codec, Encoded, UnknownTopic, header_of

HEADER = header_of(uuid_utils.uuid7(), 1, datetime(2026, 3, 2, 10, tzinfo=UTC))


class NoteAsItWas(AggregateEvent):
    """A note of the first release."""

    TOPIC: ClassVar[str] = "example.noted"
    text: Sealed[str | None]


class NoteAsItIs(AggregateEvent):
    """The same event two releases later: it says in which mood, and who was there."""

    TOPIC: ClassVar[str] = "example.noted"
    class_version: ClassVar[int] = 3
    text: Sealed[str | None]
    mood: str
    present: tuple[str, ...]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody was asked for a mood: that is what the old notes say."""
        state["mood"] = "not asked"

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        state["present"] = []


def stored_by_the_first_release() -> Encoded:
    note = NoteAsItWas(**{**HEADER, "text": "They were civil."})
    return Codec([NoteAsItWas]).encode(note)


class TestUpcasting:
    def test_reads_what_an_older_release_stored(self) -> None:
        old = stored_by_the_first_release()

        note = Codec([NoteAsItIs]).decode(old.topic, old.facts, old.narrative, **HEADER)

        assert isinstance(note, NoteAsItIs)
        assert (note.text, note.mood, note.present) == (
            "They were civil.",
            "not asked",
            (),
        )

    def test_reads_it_also_when_its_words_have_been_erased(self) -> None:
        old = stored_by_the_first_release()

        note = Codec([NoteAsItIs]).decode(old.topic, old.facts, None, **HEADER)

        assert (note.text, note.mood) == (None, "not asked")

    def test_leaves_what_was_stored_as_it_was(self) -> None:
        old = stored_by_the_first_release()

        Codec([NoteAsItIs]).decode(old.topic, old.facts, old.narrative, **HEADER)

        assert old == stored_by_the_first_release()

    def test_leaves_alone_what_the_present_release_stores(self) -> None:
        codec = Codec([NoteAsItIs])
        said = {**HEADER, "text": None, "mood": "calm", "present": ("A. Person",)}
        new = NoteAsItIs(**said)

        stored = codec.encode(new)

        assert codec.decode(stored.topic, stored.facts, None, **HEADER) == new

    def test_refuses_what_a_newer_release_stored(self) -> None:
        said = {**HEADER, "text": None, "mood": "calm", "present": ()}
        new = Codec([NoteAsItIs]).encode(NoteAsItIs(**said))

        with pytest.raises(UnknownTopic, match="newer release"):
            Codec([NoteAsItWas]).decode(new.topic, new.facts, None, **HEADER)

    def test_is_asked_for_when_the_codec_is_made(self) -> None:
        class Forgotten(AggregateEvent):
            TOPIC: ClassVar[str] = "example.forgotten"
            class_version: ClassVar[int] = 2

        with pytest.raises(ValueError, match="lacks upcast_v1_v2"):
            Codec([Forgotten])
