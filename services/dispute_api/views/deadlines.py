"""Deadlines with everything that explains them."""

from collections.abc import Mapping
from datetime import datetime

from dispute_api.views.parts import Json, optional_utc, utc
from dispute_core.domain.anchors import Start
from dispute_core.domain.deadlines import Breach, Deadline, DeadlineSet, Settled
from dispute_core.domain.policy import Span
from dispute_core.domain.saying import capital

Recorded = Mapping[int, datetime]
"""When the log recorded each version of a dispute."""


def deadline_view(deadline: Deadline, recorded: Recorded) -> Json:
    """A deadline and what has become of it."""
    return {
        **deadline_as_set(deadline.set),
        "status": deadline.status,
        "settled": _settled(deadline.settled, recorded),
        "breach": _breach(deadline.breach, recorded),
    }


def deadline_as_set(one: DeadlineSet) -> Json:
    """A deadline as it is when it begins; a preview shows no more."""
    return {
        "id": f"{one.duty}:{one.generation}",
        "duty": one.duty,
        "label": capital(one.text),
        "stage": one.stage,
        "holder": {"side": one.holder, "agency": one.agency, "band": one.band},
        "clause": one.clause,
        "force": one.force,
        "due_at": optional_utc(one.due_at),
        "due_on": one.due_on,
        "urgency": one.urgency,
        "generation": one.generation,
        "status": "running",
        "started_at": utc(one.started_at),
        "settled": None,
        "breach": None,
        "arms": [
            {"kind": arm.kind, "due_at": optional_utc(arm.due_at)} for arm in one.arms
        ],
        "reason": one.reason,
        "counted": _counted(one),
        "counts_from": _start(one.start),
        "span": span_view(one.span) if one.span else None,
        "won": one.won,
        "waits_for": list(one.waits_for),
        "only_on": list(one.only_on),
        "if_passed": one.if_passed,
        "prompt": one.prompt
        and {
            "every": one.prompt.every,
            "first_at": utc(one.prompt.at),
            "set_by": one.prompt.by,
        },
    }


def span_view(span: Span) -> Json:
    """A length of time: as counted, as printed, and by whose reading."""
    return {
        "amount": span.amount,
        "unit": span.unit,
        "printed": span.printed,
        "cut_off": span.cut_off,
        "reading": span.reading,
    }


def _start(start: Start | None) -> Json | None:
    if start is None:
        return None
    return {
        "choice": start.choice,
        "moments": [
            {"anchor": moment.anchor, "at": optional_utc(moment.at)}
            for moment in start.moments
        ],
        "taken": start.taken,
        "known": not start.unknown,
        "words": start.words,
        "reading": start.reading,
    }


def _counted(one: DeadlineSet) -> Json | None:
    by = one.counted_by
    if not one.days and by is None:
        return None
    return {
        "days": list(one.days),
        "skipped": [{"date": day.date, "name": day.name} for day in one.skipped],
        "day_zero": by and by.day_zero,
        "nation": by and by.nation,
        "calendar": by and by.calendar,
    }


def _settled(settled: Settled | None, recorded: Recorded) -> Json | None:
    if settled is None:
        return None
    return {
        "occurred_at": utc(settled.occurred_at),
        "recorded_at": utc(recorded[settled.version]),
        "in_time": settled.in_time,
    }


def _breach(breach: Breach | None, recorded: Recorded) -> Json | None:
    if breach is None:
        return None
    return {
        "detected_at": utc(breach.detected_at),
        "recorded_at": utc(recorded[breach.version]),
        "lateness_seconds": breach.lateness_seconds,
        "cause": breach.cause,
    }
