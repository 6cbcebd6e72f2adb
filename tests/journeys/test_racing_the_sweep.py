"""A settling act that crosses its due instant while the worker sweeps for it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from time import monotonic

import httpx

from tests.journeys.case import (
    Case,
    deadline_of,
    instant,
    raise_case,
    written,
)
from tests.journeys.cast import Cast, raising, resolution
from tests.support.http import Caller, Json

RUNNERS = 16
SPREAD = timedelta(milliseconds=15)
LEAD = timedelta(seconds=2.5)
DUTY = "stage-1.discuss"


class TestResolvingAtTheDueInstant:
    def test_is_in_time_exactly_if_recorded_before_it(self, wales: Cast) -> None:
        due_at = datetime.now(UTC).replace(microsecond=0) + LEAD
        limit = {"due_at": written(due_at)}
        body = raising("wales-region", risk_set_limit=limit)
        cases = [raise_case(wales.school, body)[0] for _ in range(RUNNERS)]
        starts = [due_at + SPREAD * (n - RUNNERS // 2) for n in range(RUNNERS)]

        with ThreadPoolExecutor(RUNNERS) as pool:
            list(pool.map(_resolve_at, cases, [wales.school] * RUNNERS, starts))

        outcomes = {_keeps_the_rule(case, wales.school, due_at) for case in cases}
        assert outcomes <= {"stopped", "breached"}

    def test_never_breaches_twice(self, wales: Cast) -> None:
        due_at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)
        limit = {"due_at": written(due_at)}
        body = raising("wales-region", risk_set_limit=limit)
        case, _ = raise_case(wales.school, body)
        while datetime.now(UTC) < due_at:
            case.now(wales.school)

        _resolve_at(case, wales.school, due_at)

        breaches = [b for b in case.breaches(wales.school) if b["duty"] == DUTY]
        assert len(breaches) == 1


def _resolve_at(case: Case, caller: Caller, at: datetime) -> None:
    """Resolve at an instant; read again and repeat as long as somebody was quicker."""
    for _ in _until(at):
        pass
    limit = monotonic() + 10
    version = case.version
    while monotonic() < limit:
        answer = caller.post(f"{case.path}/resolutions", resolution(), version=version)
        if answer.status_code == httpx.codes.CREATED:
            case.version = answer.json()["version"]
            return
        assert answer.status_code == httpx.codes.PRECONDITION_FAILED, answer.text
        version = int(answer.json()["current_etag"].strip('"'))
        assert answer.headers["etag"] == f'"{version}"'
    raise AssertionError


def _until(at: datetime) -> Iterator[None]:
    while datetime.now(UTC) < at:
        yield


def _keeps_the_rule(case: Case, caller: Caller, due_at: datetime) -> str:
    """Design section 6: in time means recorded before it; late breaches first."""
    events = case.events(caller)
    resolved = next(e for e in events if e["type"] == "dispute.resolved")
    breached = [
        event
        for event in events
        if event["type"] == "dispute.deadline_breached"
        and event["data"]["duty"] == DUTY
    ]
    deadline: Json = deadline_of(case.now(caller), DUTY)
    if instant(resolved["recorded_at"]) < due_at:
        assert breached == []
        assert deadline["breach"] is None
    else:
        assert [event["version"] < resolved["version"] for event in breached] == [True]
        assert instant(breached[0]["recorded_at"]) >= due_at
        assert deadline["status"] == "breached"
    return str(deadline["status"])
