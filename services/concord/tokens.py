"""Tokens of the development issuer, for whoever can read the data folder."""

from dataclasses import dataclass
from datetime import timedelta

from concord.errors import CannotGoOn
from concord.place import Place
from dispute_api.issuer import DevelopmentIssuer

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
    if (asked.agency is None) == (asked.role is None):
        raise CannotGoOn("Say either --agency, or --role board|auditor|monitor|admin.")
    if asked.role is not None and asked.role not in _ROLES:
        raise CannotGoOn(f"The role is one of {', '.join(_ROLES)}.")
    if asked.office is not None and asked.role != "board":
        raise CannotGoOn("Only the board has offices: add --role board.")
    if asked.hours <= 0:
        raise CannotGoOn("A token must be good for some time: give more --hours.")
    if not place.issuer.exists():
        message = (
            f"The data folder {place.root} has no issuer of tokens yet. Start "
            "'concord up' on it first."
        )
        raise CannotGoOn(message)
    return DevelopmentIssuer.open(place.issuer).mint(
        asked.partnership,
        agency=asked.agency,
        role=asked.role or "practitioner",
        office=asked.office,
        lifetime=timedelta(hours=asked.hours),
    )
