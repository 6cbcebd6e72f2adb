"""A dispute at a stage, and what is asked of people there."""

from typing import Any

from tests.journeys.case import Case, raise_case
from tests.journeys.cast import Cast, raising
from tests.support.http import Json


def at_stage(cast: Cast, stage: str | None = None, **more: Any) -> tuple[Case, Json]:
    case, dispute = raise_case(cast.school, raising(cast.partnership, **more))
    if stage is not None:
        body = {"trigger": "not_agreed", "to_stage": stage}
        dispute = case.act(cast.school, "escalations", body)
    return case, dispute


def kinds(dispute: Json) -> list[str]:
    return [prompt["kind"] for prompt in dispute["prompts"]]
