"""The bodies of what a board says about its statistics."""

from typing import Annotated

from pydantic import Field

from dispute_api.schemas.words import WHOLE, Body, Day

MOST_DAYS = 3650


class PublishStatisticsRequest(Body):
    """Which reporting year is published, by the year in which it begins."""

    year: Annotated[int, Field(ge=2000, le=2198), WHOLE]


class PlanReviewRequest(Body):
    """When the board reviews next, and from when a dispute is protracted."""

    next_review_on: Day | None = None
    protracted_after_days: Annotated[int, Field(ge=1, le=MOST_DAYS), WHOLE] | None = (
        None
    )
