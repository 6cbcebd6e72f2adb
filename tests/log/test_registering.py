"""Registering: what could not be read for ever is refused when a codec is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import EVENTS
from dispute_core.domain.vocabulary import Sealed
from dispute_core.log.codec import Codec
from dispute_core.log.scalars import Unfit
from tests.log.events import (
    CLASSES,
    Header,
    Noted,
    Speaker,
)


@dataclass(frozen=True, kw_only=True)
class Bad(Header):
    TOPIC: ClassVar[str] = "test.bad"


def bad(annotation: Any, name: str = "field") -> type[Bad]:
    namespace = {"__annotations__": {name: annotation}, "TOPIC": "test.bad"}
    return dataclass(frozen=True, kw_only=True)(type("Bad", (Header,), namespace))


class TestRegistering:
    @pytest.mark.parametrize(
        "annotation",
        [
            float,
            bytes,
            complex,
            list[str],
            set[str],
            int | str,
            tuple[str, int],
            tuple[float, ...],
            Literal[1, 2],
            Mapping[int, str],
            Annotated[float, "sealed"],
            tuple[Sealed[str], ...],
            Mapping[str, Sealed[str]],
            frozenset[Speaker],
            object,
        ],
    )
    def test_refuses_a_field_that_could_not_be_read_for_ever(
        self, annotation: Any
    ) -> None:
        with pytest.raises(Unfit):
            Codec([bad(annotation)])

    def test_refuses_two_classes_of_one_topic(self) -> None:
        with pytest.raises(Unfit):
            Codec([Noted, Noted])

    def test_refuses_a_field_with_the_name_it_needs_itself(self) -> None:
        with pytest.raises(Unfit):
            Codec([bad(int, "v")])

    def test_refuses_a_changed_class_without_its_upcast(self) -> None:
        changed = bad(str)
        changed.class_version = 2  # type: ignore[attr-defined]

        with pytest.raises(Unfit):
            Codec([changed])

    def test_asks_for_the_aggregate_of_created_events_only(self) -> None:
        with pytest.raises(Unfit):
            Codec(EVENTS)
        with pytest.raises(Unfit):
            Codec(CLASSES, {"test.noted": Dispute})
        with pytest.raises(Unfit):
            Codec(CLASSES, {"dispute.raised": Dispute})

        Codec(EVENTS, {"dispute.raised": Dispute})
