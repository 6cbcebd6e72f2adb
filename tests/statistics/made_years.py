"""Whole years of disputes, made event by event: fast, and different for every seed."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from eventsourcing.utils import get_topic

from dispute_core.domain import dispute_events as events
from dispute_core.domain.deadlines import DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.values import (
    Action,
    By,
    Difference,
    ImmediateRisk,
    Party,
    PolicyPin,
    Subject,
)
from tests.statistics.making import DAY, LAST_STAGE, Limits, entered, made
from tests.support.world import PARTNERSHIP, WORCESTERSHIRE

AGENCIES = ("social-care", "school", "health", "police", "probation", "housing")
CATEGORIES = ("other", "thresholds", "information_sharing", "roles", "timeliness")
KINDS = ("understanding", "completion", "outcome_for_person")


def year_of_disputes(
    number: int, seed: int = 7, *, first: date = date(2025, 4, 1), days: int = 365
) -> list[list[Any]]:
    """The events of so many disputes, raised within some days of each other."""
    begins = datetime(first.year, first.month, first.day, 9, tzinfo=UTC)
    chance = Random(seed)  # noqa: S311 - the same year again for the same seed
    return [
        _Life(
            chance, UUID(int=(seed << 64) + n), begins + days * DAY * n / number
        ).play()
        for n in range(1, number + 1)
    ]


class _Life:
    """What happens to one dispute, one thing after the other."""

    def __init__(self, chance: Random, dispute_id: UUID, at: datetime) -> None:
        self._chance = chance
        self._id = dispute_id
        self._at = at + timedelta(minutes=chance.randrange(60 * 24))
        self._told: list[Any] = []
        self._limits = Limits()
        self._raising, self._responding = chance.sample(AGENCIES, 2)
        self._stage = 1

    def play(self) -> list[Any]:
        self._raised()
        while self._happens():
            pass
        return self._told

    def _happens(self) -> bool:
        """One step at the present stage; false when the story is over."""
        self._pass(self._chance.randrange(1, 9))
        if self._chance.random() < 0.08:
            self._extended()
        outcome = self._chance.random()
        if outcome < 0.12:
            return False  # nobody has done anything yet
        if outcome < 0.2:
            self._tell(events.Withdrawn, by=self._by(), ground="no_longer_held")
            return False
        self._discussed()
        if outcome < 0.55 or self._stage == LAST_STAGE:
            return self._resolved()
        self._escalated()
        return True

    def _raised(self) -> None:
        chance = self._chance
        late = chance.random() < 0.06
        self._stage = 3 if late else 1
        more = chance.sample(AGENCIES, 1) if chance.random() < 0.1 else []
        others = dict.fromkeys([self._responding, *more])
        others.pop(self._raising, None)
        self._tell(
            events.Raised,
            originator_topic=get_topic(Dispute),
            reference=f"WOR-2025-{self._id.int & 0xFFFFFF:06X}",
            partnership=PARTNERSHIP[WORCESTERSHIRE],
            policy=PolicyPin(
                ref=WORCESTERSHIRE, sha256="0" * 64, title="-", publisher="-"
            ),
            calendar="ENG",
            subject=Subject(kind="child", reference=None),
            raised_by=Party(agency=self._raising),
            responding=tuple(Party(agency=one) for one in others),
            category=chance.choices(CATEGORIES, (40, 30, 20, 9, 1))[0],
            difference=made(Difference),
            immediate_risk=ImmediateRisk(present=chance.random() < 0.05),
            scope="inter_agency",
            stage=entered(self._stage),
            start_ground="seriousness" if late else None,
            entered_by=self._by(),
            deadlines_started=(self._sets(f"stage-{self._stage}.discuss", "both"),),
        )

    def _discussed(self) -> None:
        """Sometimes too late, sometimes in time and only entered too late."""
        duty = f"stage-{self._stage}.discuss"
        due = self._limits.open.get(duty)
        if due and due.due_at and self._at >= due.due_at:
            self._breached(due)
            if self._chance.random() < 0.3:
                self._at = due.started_at + (due.due_at - due.started_at) / 2
        ended = self._limits.end(duty) if due else ()
        self._tell(
            events.Discussed,
            by=self._by(),
            stage=f"stage-{self._stage}",
            method="phone",
            outcome="not_agreed",
            deadlines_ended=ended,
        )

    def _extended(self) -> None:
        duty = f"stage-{self._stage}.discuss"
        due = self._limits.open.get(duty)
        if due is None or due.due_at is None or self._at >= due.due_at:
            return
        ended = self._limits.end(duty, "superseded")
        started = self._sets(duty, "both", days=10)
        self._tell(
            events.LimitSet,
            by=self._by(),
            kind="extension",
            duty=duty,
            due_at=started.due_at,
            binding=True,
            deadlines_ended=ended,
            deadlines_started=(started,),
        )

    def _escalated(self) -> None:
        before = self._stage
        step = 2 if before < LAST_STAGE - 1 and self._chance.random() < 0.1 else 1
        self._stage = before + step
        urgent = self._chance.random() < 0.1
        self._tell(
            events.Escalated,
            by=self._by(),
            from_stage=f"stage-{before}",
            stage=entered(self._stage),
            trigger="immediate_risk" if urgent else "not_agreed",
            made="allowed",
            deadlines_started=(self._sets(f"stage-{self._stage}.discuss", "both"),),
        )

    def _resolved(self) -> bool:
        """Settled or ended, with an action now and then; whether the story goes on."""
        unresolved = self._stage == LAST_STAGE and self._chance.random() < 0.4
        outcome = "ended_unresolved" if unresolved else "agreed"
        action = not unresolved and self._chance.random() < 0.5
        started = [self._sets("action-1", "responding", days=14)] if action else []
        self._tell(
            events.Resolved,
            declared_by=self._by(),
            outcome=outcome,
            actions=tuple(
                Action(
                    id="action-1", owner_agency=self._responding, due_on=None, what=None
                )
                for _ in started
            ),
            proposal=False,
            deadlines_started=tuple(started),
        )
        if action:
            self._checked()
        if unresolved or self._chance.random() > 0.05:
            return False
        self._reopened()
        return True

    def _checked(self) -> None:
        self._pass(self._chance.randrange(1, 20))
        due = self._limits.open["action-1"]
        if due.due_at and self._at >= due.due_at:
            self._breached(due)
        good = self._chance.random() < 0.8
        self._tell(
            events.CheckedBack,
            by=self._by(),
            kind=self._chance.choice(KINDS),
            action_id="action-1",
            result="confirmed" if good else "not_confirmed",
            deadlines_ended=self._limits.end("action-1"),
        )

    def _reopened(self) -> None:
        shared = "parties" if self._chance.random() < 0.5 else "own_agency"
        self._tell(events.RecordAdded, by=self._by(), kind="advice", visible_to=shared)
        self._tell(
            events.SideOutcomeRecorded,
            by=self._by(),
            kind=self._chance.choice(("training", "policy_review")),
            agency=self._responding,
            themes=("thresholds",),
            visible_to=shared,
        )
        self._tell(
            events.Reopened,
            by=self._by(),
            ground="action_not_done",
            stage=entered(self._stage),
            deadlines_started=(self._sets(f"stage-{self._stage}.discuss", "both"),),
        )

    def _breached(self, due: DeadlineSet) -> None:
        self._tell(
            events.DeadlineBreached,
            at=due.due_at,
            duty=due.duty,
            generation=due.generation,
            stage=due.stage,
            due_at=due.due_at,
            lateness_seconds=1,
            cause="normal",
        )

    def _sets(self, duty: str, holder: str, *, days: int = 5) -> DeadlineSet:
        agency = self._responding if holder == "responding" else None
        return self._limits.set_one(duty, holder, agency, self._stage, self._at, days)

    def _by(self) -> By:
        return By(agency=self._raising, side="raising")

    def _pass(self, days: int) -> None:
        self._at += days * DAY

    def _tell(self, cls: type[Any], *, at: datetime | None = None, **said: Any) -> None:
        self._told.append(
            made(
                cls,
                originator_id=self._id,
                originator_version=len(self._told) + 1,
                timestamp=at or self._at,
                **said,
            )
        )
