"""The people around an event of a dispute, and how each is told of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dispute_core.domain import dispute_events as events
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.notices.notice import (
    BOARD,
    NOTHING,
    THE_BOARD,
    Asked,
    Notice,
    NoticeKind,
    Recipient,
    agency,
    named,
    notice_id,
    office,
)
from dispute_core.domain.values import By


@dataclass(frozen=True)
class Calls:
    """The event, its dispute, and the people on each side of it."""

    event: events.Event
    dispute: Dispute

    @cached_property
    def raising(self) -> Sequence[Recipient]:
        return [agency(self.dispute.raised_by.agency)]

    @cached_property
    def responding(self) -> Sequence[Recipient]:
        return [agency(party.agency) for party in self.dispute.responding]

    @cached_property
    def both(self) -> Sequence[Recipient]:
        return list(dict.fromkeys([*self.raising, *self.responding]))

    @cached_property
    def everybody(self) -> Sequence[Recipient]:
        return [*self.both, *self.told_beside]

    @cached_property
    def told_beside(self) -> Sequence[Recipient]:
        """The offices that act at the stage, or the board where it is told of it."""
        stage = self.dispute.stage
        offices = [named(one.office) for one in stage.acting if one.office]
        if self.dispute.board_sees and not offices:
            offices = [THE_BOARD]
        return list(dict.fromkeys(offices))

    def side(self, side: str | None) -> Sequence[Recipient]:
        beside = self.told_beside or [THE_BOARD]
        sides = {"raising": self.raising, "responding": self.responding}
        return sides.get(side or "", beside if side == "board" else self.both)

    def who(self, by: By) -> Recipient:
        """Those who acted, to be told of what came of it."""
        if self.dispute.sides_of(by.agency):
            return agency(by.agency)
        return office(by.agency) if by.agency != BOARD else THE_BOARD

    def tell(
        self,
        kind: NoticeKind,
        to: Iterable[Recipient],
        *,
        copies: Iterable[Recipient] = (),
        rule: str | None = None,
        asked: Asked = NOTHING,
        owed_by: str | None = None,
    ) -> Iterator[Notice]:
        addressed = list(dict.fromkeys(to))
        others = [one for one in dict.fromkeys(copies) if one not in addressed]
        version = self.event.originator_version
        for recipient in (*addressed, *others):
            yield Notice(
                id=notice_id(self.dispute.id, version, rule or kind, recipient),
                dispute_id=self.dispute.id,
                version=version,
                kind=kind,
                to=recipient,
                stage=self.dispute.stage.label,
                owed_by=owed_by or self.owing(recipient),
                copy=recipient in others,
                asked=asked,
            )

    def owing(self, recipient: Recipient) -> str:
        """The agency that tells a recipient another way, never the recipient itself."""
        others = (code for code in self._telling if code != recipient.code)
        return next(others, self.dispute.raised_by.agency)

    @cached_property
    def _telling(self) -> Sequence[str]:
        """The agencies that may tell others another way, who acted before all."""
        by: By | None = getattr(self.event, "by", None)
        acted = [by.agency] if by is not None else []
        codes = (*acted, *(one.code for one in self.both))
        return [code for code in codes if self.dispute.sides_of(code)]

    def less(self, by: str, everyone: Iterable[Recipient]) -> list[Recipient]:
        return [one for one in everyone if one != agency(by)]
