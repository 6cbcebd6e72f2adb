"""Tokens of the development issuer, for whoever can read the data folder."""

import re
from dataclasses import dataclass
from datetime import timedelta

from concord.errors import CannotGoOn
from concord.place import Place
from dispute_api.issuer import DevelopmentIssuer

_LONGEST = 24 * 366
"""Hours; whoever needs a token next year can ask for another."""

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_ROLES = ("board", "auditor", "monitor", "admin")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """For whom a token is to speak, and for how long."""

    partnership: str
    agency: str | None
    role: str | None
    office: str | None
    hours: float


def mint(place: Place, asked: Asked) -> str:
    """A token; raises `CannotGoOn` where nobody could use it."""
    expect_grantable(place, asked)
    return DevelopmentIssuer.open(place.issuer).mint(
        asked.partnership,
        agency=asked.agency,
        role=asked.role or "practitioner",
        office=asked.office,
        lifetime=timedelta(hours=asked.hours),
    )


def expect_grantable(place: Place, asked: Asked) -> None:
    """Raise `CannotGoOn` for what no token could say, or no issuer is there to say."""
    if (asked.agency is None) == (asked.role is None):
        raise CannotGoOn("Say either --agency, or --role board|auditor|monitor|admin.")
    if asked.role is not None and asked.role not in _ROLES:
        raise CannotGoOn(f"The role is one of {', '.join(_ROLES)}.")
    if asked.office is not None and asked.role not in (None, "board"):
        message = "The board and agencies have offices: add --role board or --agency."
        raise CannotGoOn(message)
    _expect_usable(asked)
    if not place.issuer.exists():
        message = (
            f"The data folder {place.root} has no issuer of tokens yet. Start "
            "'concord up' on it first."
        )
        raise CannotGoOn(message)


def _expect_usable(asked: Asked) -> None:
    """Refuse what the service would refuse, or could not write into a token."""
    for word in (asked.partnership, asked.agency, asked.office):
        if word is not None and not _SLUG.match(word):
            message = (
                "Partnerships, agencies and offices go by names such as "
                "worcestershire, school or board-manager."
            )
            raise CannotGoOn(message)
    if asked.hours <= 0:
        raise CannotGoOn("A token must be good for some time: give more --hours.")
    if not asked.hours <= _LONGEST:
        raise CannotGoOn(f"A token may be good for {_LONGEST} hours at most.")
