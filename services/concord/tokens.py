"""Tokens of the development issuer, for whoever can read the data folder."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from concord.errors import CannotGoOn
from concord.place import Place
from dispute_api.tokens.certificates import thumbprint
from dispute_api.tokens.claims import caller_from
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_api.tokens.refusing_tokens import TokenRefused
from dispute_core.application.caller import Mandate

_LONGEST = 24 * 366
"""Hours; whoever needs a token next year can ask for another."""

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_ROLES = ("board", "auditor", "monitor", "admin")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """For whom a token is to speak, and for how long; whatever a token may claim."""

    partnership: str
    agency: str | None = None
    role: str | None = None
    office: str | None = None
    mandate: Mandate | None = None
    client: str | None = None
    subject: str | None = None
    certificate: Path | None = None
    hours: float = 1

    @property
    def speaks_as(self) -> str:
        """The role that the token names; an office alone is the board's."""
        if self.role is not None:
            return self.role
        return "board" if self.agency is None else "practitioner"


def mandated(
    from_date: date | None, to_date: date | None, purpose: str | None
) -> Mandate | None:
    """What an auditor is appointed for; the usual, where nothing is said of it."""
    if from_date is None and to_date is None and purpose is None:
        return None
    if from_date is None or to_date is None or purpose is None:
        message = (
            "A mandate has three parts: give --mandate-from, --mandate-to and "
            "--mandate-purpose together."
        )
        raise CannotGoOn(message)
    return Mandate(from_date=from_date, to_date=to_date, purpose=purpose)


def mint(place: Place, asked: Asked) -> str:
    """A token; raises `CannotGoOn` where nobody could use it."""
    bound = _bound(asked.certificate)
    expect_grantable(place, asked)
    return DevelopmentIssuer.open(place.issuer).mint(
        asked.partnership,
        agency=asked.agency,
        role=asked.speaks_as,
        office=asked.office,
        mandate=asked.mandate,
        client=asked.client,
        subject=asked.subject,
        certificate=bound,
        lifetime=timedelta(hours=asked.hours),
    )


def expect_grantable(place: Place, asked: Asked) -> None:
    """Raise `CannotGoOn` for what no token could say, or no issuer is there to say."""
    if asked.role is not None and asked.role not in _ROLES:
        raise CannotGoOn(f"The role is one of {', '.join(_ROLES)}.")
    _expect_one_speaker(asked)
    if asked.mandate is not None and asked.role != "auditor":
        raise CannotGoOn("Auditors have mandates: add --role auditor.")
    _expect_usable(asked)
    if not place.issuer.exists():
        message = (
            f"The data folder {place.root} has no issuer of tokens yet. Start "
            "'concord up' on it first."
        )
        raise CannotGoOn(message)


def _expect_one_speaker(asked: Asked) -> None:
    """An agency's people, or somebody in a role; an auditor may be of an agency."""
    whose = {asked.agency, asked.office, asked.role}
    both = asked.agency is not None and asked.role not in (None, "auditor")
    if whose == {None} or both:
        message = (
            "Say either --agency, or --role board|auditor|monitor|admin, or an "
            "--office of the board."
        )
        raise CannotGoOn(message)
    if asked.office is not None and asked.role not in (None, "board"):
        message = "The board and agencies have offices: add --role board or --agency."
        raise CannotGoOn(message)


def _expect_usable(asked: Asked) -> None:
    """Refuse what the service would refuse, or could not write into a token."""
    purpose = asked.mandate.purpose if asked.mandate else None
    for word in (asked.partnership, asked.agency, asked.office, purpose):
        if word is not None and not _SLUG.match(word):
            message = (
                "Partnerships, agencies, offices and purposes go by names such as "
                "worcestershire, school, board-manager or case-review."
            )
            raise CannotGoOn(message)
    said = {"role": "admin", "client_id": asked.client, "sub": asked.subject}
    try:
        caller_from({"client_id": "any", "sub": "any", **_only_said(said)})
    except TokenRefused:
        message = (
            "A client goes by letters, digits and . _ : @ -, a subject by whatever can "
            "be seen; 255 of them at most."
        )
        raise CannotGoOn(message) from None
    if asked.hours <= 0:
        raise CannotGoOn("A token must be good for some time: give more --hours.")
    if not asked.hours <= _LONGEST:
        raise CannotGoOn(f"A token may be good for {_LONGEST} hours at most.")


def _only_said(claims: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in claims.items() if value is not None}


def _bound(certificate: Path | None) -> str | None:
    """By which hash the service knows a certificate; None where none is wanted."""
    if certificate is None:
        return None
    found = thumbprint([certificate.read_text(encoding="ascii", errors="replace")])
    if found is None:
        raise CannotGoOn(f"There is no certificate (PEM) in {certificate}.")
    return found
