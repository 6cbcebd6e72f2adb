"""A duty to which its document gives no number never breaches, however old it is."""

from tests.journeys.case import Case, raise_case
from tests.journeys.cast import Cast, raising

OLD = "2019-03-04T09:00:00Z"


def _to_every_stage(cast: Cast, stages: int) -> list[Case]:
    """Old disputes, one left at each stage."""
    cases = []
    for last in range(1, stages + 1):
        case, _ = raise_case(cast.school, raising(cast.partnership, raised_at=OLD))
        if cast.partnership == "worcestershire":
            case.breached(cast.school, "stage-1.discuss")
        for stage in range(2, last + 1):
            step = {"trigger": "time_passed", "escalated_at": OLD}
            case.act(cast.school, "escalations", step)
            if cast.partnership == "worcestershire" and stage == 2:
                case.breached(cast.school, "stage-2.discuss")
        cases.append(case)
    return cases


class TestWithoutANumber:
    def test_nothing_ever_breaches(
        self, lewisham: Cast, bexley: Cast, brighton_hove: Cast, worcestershire: Cast
    ) -> None:
        stages = {lewisham: 2, bexley: 4, brighton_hove: 4, worcestershire: 4}
        cases = {cast: _to_every_stage(cast, last) for cast, last in stages.items()}

        # The worker follows the log in its order: once it has breached a dispute that
        # was raised later, it knows all of these.
        fence, _ = raise_case(
            worcestershire.school,
            raising("worcestershire", raised_at="2025-06-02T09:00:00Z"),
        )
        fence.breached(worcestershire.school, "stage-1.discuss")

        for cast, old in cases.items():
            for case in old:
                dispute = case.now(cast.school)
                for deadline in dispute["deadlines"]:
                    if deadline["due_at"] is None:
                        assert deadline["breach"] is None
                        assert deadline["status"] not in {"breached", "late"}
                breached = {breach["duty"] for breach in case.breaches(cast.school)}
                assert breached <= {"stage-1.discuss", "stage-2.discuss"}
                if cast is not worcestershire:
                    assert breached == set()
