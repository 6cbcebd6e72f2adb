"""Statistics in the words of the contract: facts, and no judgement of them."""

from dataclasses import asdict
from datetime import date

from dispute_api.views.parts import Json, utc
from dispute_core.application.boards.planning_reviews import Plan
from dispute_core.application.boards.sampling import Drawn
from dispute_core.application.boards.statistics import Next, Published, Whole
from dispute_core.domain.board_records import ReviewPlanned
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.statistics.editions import Edition
from dispute_core.statistics.figures import Figures
from dispute_core.statistics.periods import Period

NO_JUDGEMENT = (
    "These are counts of what is on record. Many disputes may show that people dare to "
    "challenge each other, few that they do not; neither is said here. Nothing in them "
    "suspends anyone's duty to act for the person at risk."
)
HIDDEN = (
    "A count of null is hidden: it is below five, nought included, or it would let one "
    "below five be worked out."
)
NO_PAIRS = (
    "Who challenged whom is not published: nearly every pair is a small number, and "
    "beside the numbers of each agency the others could be worked out."
)
NO_RESPONDERS = (
    "Who responded is not published for this year: all of its numbers are hidden, or "
    "beside who raised they would let a small number be worked out."
)
NO_THRESHOLD = "The board has not said from when a dispute is protracted."
NO_REVIEW = "No review date has been set."
TIME_ZONE = "Europe/London"

_COMPARED = (
    "opened",
    "settled",
    "settled_at_the_lowest_stage",
    "immediate_risk",
)


def whole_view(whole: Whole) -> Json:
    """What the board office reads."""
    return {
        "edition": "whole",
        **_place(whole.partnership, whole.period),
        "training": whole.partnership.training,
        "as_of": utc(whole.at),
        "figures": asdict(whole.now) | {"concerns": asdict(whole.concerns)},
        "change": {
            "period": _days(whole.period.before()),
            "figures": _changes(whole.now, whole.before),
        },
        "protracted": _protracted(whole),
        "review": review_view(whole.review),
        "next": _next(whole.next),
        "note": NO_JUDGEMENT,
    }


def published_view(published: Published) -> Json:
    """What everyone else reads."""
    edition, before = published.edition, published.before
    return {
        "edition": "published",
        **_place(published.partnership, edition.period),
        "year": edition.year,
        "published_at": utc(published.published_at),
        "published_by": {
            "role": published.published_by.role,
            "office": published.published_by.office,
        },
        "published_years": list(published.years),
        "next": _next(published.next),
        "opened": edition.opened,
        "tables": _tables(edition),
        "left_out": _left_out(edition),
        "settled_at_the_lowest_stage": _share(edition),
        "before": before
        and {
            "year": before.year,
            "opened": before.opened,
            "tables": _tables(before),
            "left_out": _left_out(before),
            "settled_at_the_lowest_stage": _share(before),
        },
        "note": f"{HIDDEN} {NO_JUDGEMENT}",
    }


def _next(upcoming: Next) -> Json:
    return {
        "year": upcoming.year,
        "publishable_from": upcoming.from_date,
        "review_on": upcoming.review_on,
    }


def review_view(planned: ReviewPlanned | None) -> Json:
    next_on = planned.next_review_on if planned else None
    return {
        "next_review_on": next_on,
        "protracted_after_days": planned.protracted_after_days if planned else None,
        "planned_at": utc(planned.timestamp) if planned else None,
        "note": NO_REVIEW if next_on is None else None,
    }


def plan_view(plan: Plan) -> Json:
    return review_view(plan.event)


def sample_view(drawn: Drawn) -> Json:
    """The sample, and all that it takes to draw it again."""
    return {
        "period": _days(drawn.period),
        "seed": drawn.seed,
        "drawn_from": drawn.of,
        "disputes": [
            {"id": str(one.id), "reference": one.reference} for one in drawn.disputes
        ],
    }


def _place(partnership: Partnership, period: Period) -> Json:
    return {
        "partnership": partnership.code,
        "nation": partnership.nation,
        "time_zone": TIME_ZONE,
        "period": _days(period),
    }


def _days(period: Period) -> dict[str, date]:
    return {"from": period.first, "to": period.last}


def _changes(now: Figures, before: Figures) -> list[Json]:
    pairs = [(name, getattr(now, name), getattr(before, name)) for name in _COMPARED]
    pairs.append(("limits_missed", now.breaches.missed, before.breaches.missed))
    return [
        {"figure": name, "now": here, "before": then, "change": here - then}
        for name, here, then in pairs
    ]


def _protracted(whole: Whole) -> Json:
    found = whole.protracted
    if found is None:
        return {
            "after_days": None,
            "number": None,
            "still_open": None,
            "note": NO_THRESHOLD,
        }
    return {
        "after_days": found.after_days,
        "number": len(found.disputes),
        "still_open": len(found.still_open),
        "note": None,
    }


def _tables(edition: Edition) -> list[Json]:
    return [
        {
            "table": name,
            "cells": [{"code": code, "count": count} for code, count in cells.items()],
        }
        for name, cells in edition.tables.items()
    ]


def _left_out(edition: Edition) -> list[Json]:
    """What nobody but the board office reads, and why."""
    if edition.opened is None:
        return []
    left = {"pairs": NO_PAIRS}
    if "responding" not in edition.tables:
        left["responding"] = NO_RESPONDERS
    return [{"table": name, "because": why} for name, why in left.items()]


def _share(edition: Edition) -> Json | None:
    found = edition.lowest_share()
    return found and {"at_the_lowest_stage": found[0], "settled": found[1]}
