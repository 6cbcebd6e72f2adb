"""Whether the stages fit into the time that the whole procedure may take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

from dispute_core.domain.policy import Limit, Policy, Span, Stage
from dispute_core.policies.yaml_file import Flaw

WORKING_DAYS = {"working_days": 1, "working_weeks": 5, "same_working_day": 1}
LATER = {"stage_completed", "agreement_reached"}
"""Moments after which the stage takes no more time."""
BEFORE = {
    "concern_identified",
    "disagreement_arose",
    "decision_received",
    "conference_ended",
}
"""Moments from which it is not known how much of the time is left at the raising."""
HOLIDAYS_IN_A_ROW = 4


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One unit for the stages and the whole: working days, or else days.

    Where the two are written in different units, a stage is taken as short as it can
    be and the whole as long, so that only what can never fit is called wrong.
    """

    working: bool

    def stage(self, span: Span) -> float:
        if self.working:
            return span.amount * WORKING_DAYS[span.unit]
        match span.unit:
            case "working_days" | "working_weeks" | "same_working_day":
                days = span.amount * WORKING_DAYS[span.unit]
                return days + 2 * ((days - 1) // 5)
            case "months":
                return span.amount * 28
            case _:
                return _days(span)

    def whole(self, span: Span) -> float:
        if self.working:
            return span.amount * WORKING_DAYS[span.unit]
        match span.unit:
            case "working_days" | "working_weeks" | "same_working_day":
                days = span.amount * WORKING_DAYS[span.unit]
                return days + 2 * ceil(days / 5) + HOLIDAYS_IN_A_ROW
            case "months":
                return span.amount * 31
            case _:
                return _days(span)


def cap_flaws(policy: Policy) -> Iterator[Flaw]:
    """The stages of some case that come to more than the whole may take."""
    tiers = [None, *(tier.code for tier in policy.priorities)]
    kinds = [kind.code for kind in policy.categories]
    for tier, kind in product(tiers, kinds):
        case = policy.for_case(tier, kind)
        if case.whole_procedure is None or case.whole_procedure.within is None:
            continue
        cap = case.whole_procedure.within
        spans = [limit.within for stage in case.stages for limit in counted(stage)]
        measure = Measure(working=all(_in_working_days(one) for one in (cap, *spans)))
        sum_ = longest(case.stages, measure)
        if sum_ > measure.whole(cap):
            unit = "working days" if measure.working else "days"
            what = f"The stages come to {sum_:g} {unit}, more than “{cap.printed}”."
            hint = "Check the numbers of the stages, and that of the whole."
            yield Flaw(("whole_procedure",), "sum-over-cap", what, hint)
            return


def longest(stages: Sequence[Stage], measure: Measure) -> float:
    """The time of the slowest way through the stages, each taken once."""
    begun = {stage.id: 0.0 for stage in stages}
    ended: dict[str, float] = {}
    for stage in stages:
        before = begun[stage.id]
        ends = [_end(limit, before, measure) for limit in counted(stage)]
        ended[stage.id] = max([before, *ends])
        for move in stage.moves:
            if not move.skips and move.to_stage not in ended:
                begun[move.to_stage] = max(begun[move.to_stage], ended[stage.id])
    return max(ended.values())


def counted(stage: Stage) -> Iterator[Limit]:
    """The limits that say how long the stage itself may take."""
    for limit in stage.limits:
        beside = limit.only_on or {*LATER, *BEFORE} & {*limit.anchors}
        if limit.within is not None and not beside:
            yield limit


def _end(limit: Limit, before: float, measure: Measure) -> float:
    takes = measure.stage(limit.within) if limit.within else 0
    return takes if "raised" in limit.anchors else before + takes


def _in_working_days(span: Span | None) -> bool:
    return span is not None and span.unit in WORKING_DAYS


def _days(span: Span) -> float:
    by_the_hour = {"hours": 24, "working_hours": 24}
    return span.amount / by_the_hour.get(span.unit, 1)
