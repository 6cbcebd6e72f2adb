"""The county of Thornley, which nobody has: its procedure is all about time."""

from tests.support.api import Json, a_dispute

PARTNERSHIP = "thornley"
FRIDAY_AFTERNOON = "2026-03-06T16:55:00Z"


def raised(**changes: object) -> Json:
    usual = {"partnership": PARTNERSHIP, "priority": "standard"}
    return a_dispute(**{**usual, **changes})


def deadline(dispute: Json, duty: str) -> Json:
    found: list[Json] = [d for d in dispute["deadlines"] if d["duty"] == duty]
    return found[-1]
