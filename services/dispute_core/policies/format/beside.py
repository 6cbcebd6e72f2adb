"""What stands beside the stages: steps of prevention, and routes outside."""

from typing import Annotated

from pydantic import Field

from dispute_core.domain.policy import OutsideRoute, PreventionStep
from dispute_core.policies.format.parts import Clause, Part, Slug, Text


class PreventionPart(Part):
    """Something to do so that no dispute is needed; recording it is optional."""

    step: Annotated[Slug, Field(description="A short name, for records of it.")]
    text: Text
    clause: Clause


class OutsideRoutePart(Part):
    """A way outside the procedure, open at any time; it never stops a clock."""

    route: Annotated[Slug, Field(description="A short name, for records of it.")]
    text: Text
    clause: Clause


def prevention_step(part: PreventionPart) -> PreventionStep:
    return PreventionStep(id=part.step, text=part.text, clause=part.clause)


def outside_route(part: OutsideRoutePart) -> OutsideRoute:
    return OutsideRoute(id=part.route, text=part.text, clause=part.clause)
