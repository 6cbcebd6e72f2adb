"""Parameters of addresses, read strictly: each at most once, in the contract's form."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from starlette.requests import Request

from dispute_api.refusals.flaws import DAY, MOMENT
from dispute_api.refusals.problems import (
    INVALID_PARAMETER,
    VERSION_OR_INSTANT,
    Flaw,
    Rejected,
)
from dispute_api.schemas.words import read_day, read_instant

_VERSION = re.compile(r"[1-9][0-9]{0,8}\Z")


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Which state of a dispute is asked for; the newest if neither is given."""

    version: int | None = None
    as_at: datetime | None = None


def one(request: Request, name: str) -> str | None:
    """The value of a parameter that may be given once."""
    sent = request.query_params.getlist(name)
    if len(sent) > 1:
        raise unfit(name, "Give this parameter once.")
    return sent[0] if sent else None


def unfit(name: str, detail: str) -> Rejected:
    """The refusal of a parameter; it never repeats the value."""
    flaw = Flaw(code="wrong_form", detail=detail, parameter=name)
    return Rejected(INVALID_PARAMETER, detail, flaws=[flaw])


def instant(request: Request, name: str) -> datetime | None:
    """A parameter that is a moment."""
    sent = one(request, name)
    if sent is None:
        return None
    try:
        return read_instant(sent)
    except (ValueError, OverflowError):
        raise unfit(name, MOMENT) from None


def day(request: Request, name: str) -> date | None:
    """A parameter that is a day of the calendar."""
    sent = one(request, name)
    if sent is None:
        return None
    try:
        return read_day(sent)
    except ValueError:
        raise unfit(name, DAY) from None


async def moment_of(request: Request) -> Moment:
    """Which state of a dispute a request asks for: by version or by instant."""
    version, as_at = one(request, "version"), instant(request, "as_at")
    if version is not None and as_at is not None:
        message = "Give version or as_at, not both."
        raise Rejected(VERSION_OR_INSTANT, message)
    if version is not None and not _VERSION.match(version):
        raise unfit("version", "Give the number of a version, such as 2.")
    return Moment(version=int(version) if version else None, as_at=as_at)
