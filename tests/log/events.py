"""Small events of every shape that the codec knows, for tests of the log."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID, uuid4

from dispute_core.application.ports import Append, Author, IdempotencyKey
from dispute_core.domain.vocabulary import Sealed
from dispute_core.log import Codec

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
AUTHOR = Author(client="case-system", subject="anna@school", agency="school")


@dataclass(frozen=True, kw_only=True)
class Header:
    originator_id: UUID
    originator_version: int
    timestamp: datetime = AT


@dataclass(frozen=True, kw_only=True)
class Noted(Header):
    """Facts and narrative, both at the top."""

    TOPIC: ClassVar[str] = "test.noted"
    code: str = "a"
    text: Sealed[str | None] = None


@dataclass(frozen=True, kw_only=True)
class Speaker:
    agency: str
    name: Sealed[str | None] = None


@dataclass(frozen=True, kw_only=True)
class Talk:
    chair: Speaker | None
    others: tuple[Speaker, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Everything(Header):
    """A field of every kind, with narrative at every depth."""

    TOPIC: ClassVar[str] = "test.everything"
    text: str
    number: int
    flag: bool
    at: datetime
    on: date
    id: UUID
    choice: Literal["one", "two"]
    maybe: str | None
    codes: tuple[str, ...]
    names: frozenset[str]
    labels: Mapping[str, str]
    open: Mapping[str, Any]
    talk: Talk
    by_place: Mapping[str, Speaker]
    secret: Sealed[str | None]
    secrets: Sealed[tuple[str, ...]]
    secret_on: Sealed[date | None]
    secret_speakers: Sealed[tuple[Speaker, ...]] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Renamed(Header):
    """Has been changed twice since it was first written."""

    TOPIC: ClassVar[str] = "test.renamed"
    class_version: ClassVar[int] = 3
    method: Literal["phone", "letter"]
    note: Sealed[str | None]
    minutes: int | None

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """The first release wrote `how`, and knew no `minutes`."""
        state["method"] = state.pop("how")
        state["minutes"] = None

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """The second release had the narrative under the name `words`."""
        if "words" in state:
            state["note"] = state.pop("words")


CLASSES = (Noted, Everything, Renamed)


STREAM = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
SECRET = "canary"  # what every sealed field of `everything` holds


def everything(**changes: Any) -> Everything:
    return replace(
        Everything(
            originator_id=STREAM,
            originator_version=1,
            text="plain",
            number=7,
            flag=True,
            at=AT,
            on=date(2026, 3, 2),
            id=STREAM,
            choice="one",
            maybe=None,
            codes=("a", "b"),
            names=frozenset({"y", "x"}),
            labels={"k": "v"},
            open={"n": 1, "list": [True, None]},
            talk=Talk(
                chair=Speaker(agency="school", name=f"{SECRET} chair"),
                others=(
                    Speaker(agency="police"),
                    Speaker(agency="health", name=f"{SECRET} other"),
                ),
            ),
            by_place={"first": Speaker(agency="a", name=SECRET)},
            secret=f"{SECRET} text",
            secrets=(SECRET, SECRET),
            secret_on=date(2001, 1, 1),
            secret_speakers=(Speaker(agency="b", name=SECRET),),
        ),
        **changes,
    )


def codec() -> Codec:
    return Codec(CLASSES)


def noted(stream_id: UUID, version: int, text: str | None = None) -> Noted:
    return Noted(
        originator_id=stream_id, originator_version=version, code="a", text=text
    )


def an_append(
    stream_id: UUID | None = None,
    *,
    expected: int = 0,
    count: int = 1,
    text: str | None = None,
    key: str | None = None,
    client: str = "case-system",
    body: bytes = b"POST /v1/disputes {}",
    **others: Any,
) -> Append:
    """An append of so many notes to a stream, a new one by default."""
    stream = stream_id or uuid4()
    events = [noted(stream, expected + 1 + n, text) for n in range(count)]
    idempotency = (
        IdempotencyKey(client=client, key=key, fingerprint=body) if key else None
    )
    return Append(
        stream_id=stream,
        expected_version=expected,
        partnership=others.pop("partnership", "worcestershire"),
        events=others.pop("events", events),
        author=others.pop("author", AUTHOR),
        idempotency=idempotency,
        **others,
    )
