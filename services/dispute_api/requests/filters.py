"""The parameters that choose items of a list, in the contract's forms."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import get_args
from uuid import UUID

from starlette.requests import Request

from dispute_api.requests.parameters import day, instant, one, unfit
from dispute_core.domain.vocabulary import Status, WaitingOn
from dispute_core.readmodel.accesses import AccessesWanted
from dispute_core.readmodel.breaches import BreachesWanted
from dispute_core.readmodel.listing import Wanted

SIDES = ("raising", "responding")
DISPUTES = (
    "partnership",
    "agency",
    "side",
    "waiting_on",
    "status",
    "stage",
    "category",
    "overdue",
    "due_before",
    "raised_after",
    "raised_before",
)
IN_FORCE = ("partnership", "in_force_on")
ACCESSES = ("dispute", "agency", "outcome", "from", "to")
OUTCOMES = {"answered": False, "refused": True}
DELIVERIES = ("delivered", "dropped", "gone", "waiting")
BREACHES = ("partnership", "agency", "stage", "detected_after", "detected_before")

_LONGEST = 100
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_POLICY = re.compile(rf"{_SLUG.pattern[:-2]}@[1-9][0-9]{{0,5}}\Z")
_CODE = re.compile(r"[a-z][a-z0-9_]*\Z")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_STAGE = re.compile(r"(stage-[1-9]|[a-z]+(-[a-z]+)*)\Z")
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, kw_only=True)
class InForceWanted:
    """Whose policies in force are asked for, and on which day."""

    partnership: str | None
    on: date | None


def in_force_wanted(request: Request) -> InForceWanted:
    """The filters of listPoliciesInForce; raises `Rejected`."""
    return InForceWanted(
        partnership=_word(request, "partnership", _SLUG),
        on=day(request, "in_force_on"),
    )


def compared_with(request: Request) -> str | None:
    """The policy that comparePolicies is asked to compare with; raises `Rejected`."""
    return _word(request, "against", _POLICY)


def held_on(request: Request) -> date | None:
    """The day on which getDirectory is asked who holds an office; raises `Rejected`."""
    return day(request, "on")


def disputes_wanted(request: Request) -> Wanted:
    """The filters of listDisputes; raises `Rejected`."""
    return Wanted(
        partnership=_word(request, "partnership", _SLUG),
        agency=_word(request, "agency", _SLUG),
        side=_choice(request, "side", SIDES),
        waiting_on=_choice(request, "waiting_on", get_args(WaitingOn)),
        status=_choice(request, "status", get_args(Status)),
        stage=_word(request, "stage", _STAGE),
        category=_word(request, "category", _CODE),
        overdue=_truth(request, "overdue"),
        due_before=instant(request, "due_before"),
        raised_after=instant(request, "raised_after"),
        raised_before=instant(request, "raised_before"),
    )


def breaches_wanted(request: Request) -> BreachesWanted:
    """The filters of listBreaches; raises `Rejected`."""
    return BreachesWanted(
        partnership=_word(request, "partnership", _SLUG),
        agency=_word(request, "agency", _SLUG),
        stage=_word(request, "stage", _STAGE),
        detected_after=instant(request, "detected_after"),
        detected_before=instant(request, "detected_before"),
    )


def delivery_status(request: Request) -> str | None:
    """Which messages listWebhookDeliveries shows; raises `Rejected`."""
    return _choice(request, "status", DELIVERIES)


def accesses_wanted(request: Request) -> AccessesWanted:
    """The filters of listAccesses; raises `Rejected`."""
    dispute = _word(request, "dispute", _ID)
    return AccessesWanted(
        dispute=UUID(dispute) if dispute else None,
        agency=_word(request, "agency", _SLUG),
        refused=OUTCOMES.get(_choice(request, "outcome", OUTCOMES) or ""),
        read_from=instant(request, "from"),
        read_before=instant(request, "to"),
    )


def _word(request: Request, name: str, form: re.Pattern[str]) -> str | None:
    sent = one(request, name)
    if sent is not None and (len(sent) > _LONGEST or not form.match(sent)):
        raise unfit(name, "Give a word in the form that the contract describes.")
    return sent


def _choice(request: Request, name: str, choices: Collection[str]) -> str | None:
    sent = one(request, name)
    if sent is not None and sent not in choices:
        raise unfit(name, f"Give one of: {', '.join(choices)}.")
    return sent


def _truth(request: Request, name: str) -> bool | None:
    sent = one(request, name)
    if sent is not None and sent not in _TRUTH:
        raise unfit(name, "Give true or false.")
    return None if sent is None else _TRUTH[sent]
