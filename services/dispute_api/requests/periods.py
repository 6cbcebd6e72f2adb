"""The parameters that choose a period, a sample and a threshold."""

import re

from starlette.requests import Request

from dispute_api.requests.parameters import day, one, unfit
from dispute_core.statistics.periods import Period

LONGEST_SAMPLE = 200
LONGEST_SEED = 100
USUAL_SAMPLE = 10
MOST_DAYS = 3650

_NUMBER = re.compile(r"[1-9][0-9]{0,3}\Z")
_SEED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")


def period_of(request: Request) -> Period | None:
    """The days from `from` to `to`, both included; None where neither is given."""
    first, last = day(request, "from"), day(request, "to")
    if first is None and last is None:
        return None
    if first is None:
        raise unfit("from", "Give from and to, or neither.")
    if last is None:
        raise unfit("to", "Give from and to, or neither.")
    if last < first:
        raise unfit("to", "The last day must not lie before the first.")
    return Period(first=first, last=last)


def number(request: Request, name: str, most: int) -> int | None:
    """A whole number from 1 on."""
    sent = one(request, name)
    if sent is None:
        return None
    if not _NUMBER.match(sent) or int(sent) > most:
        raise unfit(name, f"Give a number from 1 to {most}.")
    return int(sent)


def seed_of(request: Request) -> str | None:
    """The seed of a sample, which draws the same again."""
    sent = one(request, "seed")
    if sent is not None and (len(sent) > LONGEST_SEED or not _SEED.match(sent)):
        raise unfit(
            "seed", "Give letters and digits, or the seed of an earlier sample."
        )
    return sent
