"""How somebody stands to what they ask about: the columns of the table of rights."""

from collections.abc import Mapping
from typing import Literal

from dispute_core.application.caller import Caller

Kind = Literal[
    "agency",
    "board",
    "auditor",
    "auditor_of_agency",
    "auditor_lapsed",
    "monitor",
    "admin",
]
"""Who somebody is, whatever they ask about."""

Relation = Literal[
    # to a dispute
    "raising",
    "responding",
    "joined",
    "removed",
    "stranger",
    "board_told",
    "board_untold",
    "board_sent",
    "emergency",
    "emergency_office",
    # to a concern
    "owner",
    "lead",
    "about_unshared",
    "about_shared",
    # to an agency
    "own_agency",
    "other_agency",
    # to a dispute, a concern or an agency
    "auditor_of_it",
    "auditor_of_other",
    "elsewhere",
    # to a partnership
    "agency",
    "board",
    "auditor",
    "auditor_of_agency",
    "auditor_lapsed",
    "monitor",
    "admin",
    "agency_elsewhere",
    "board_elsewhere",
    "auditor_elsewhere",
]
"""How somebody stands to one thing; `elsewhere` is of another partnership than it."""

Object = Literal[
    "dispute", "concern", "feed", "partnership", "agency", "own", "any", "open"
]
"""What is asked about: one of a kind, the caller's own partnership, or nothing that
belongs to anybody (`any` with a token, `open` without one).
"""

_ALWAYS: Mapping[Kind, tuple[Relation, ...]] = {
    "auditor_lapsed": ("auditor_lapsed",),
    "monitor": ("monitor",),
    "admin": ("admin",),
}
_OWN: Mapping[Kind, tuple[Relation, ...]] = {
    "agency": ("agency",),
    "board": ("board",),
    "auditor": ("auditor",),
    "auditor_of_agency": ("auditor_of_agency",),
    **_ALWAYS,
}
REACH: Mapping[Object, Mapping[Kind, tuple[Relation, ...]]] = {
    "dispute": {
        "agency": (
            "raising",
            "responding",
            "joined",
            "removed",
            "stranger",
            "emergency",
            "emergency_office",
            "elsewhere",
        ),
        "board": (
            "board_told",
            "board_untold",
            "board_sent",
            "emergency",
            "emergency_office",
            "elsewhere",
        ),
        "auditor": ("auditor", "elsewhere"),
        "auditor_of_agency": ("auditor_of_it", "auditor_of_other", "elsewhere"),
        **_ALWAYS,
    },
    "concern": {
        "agency": (
            "owner",
            "lead",
            "about_unshared",
            "about_shared",
            "stranger",
            "elsewhere",
        ),
        "board": ("lead", "board", "elsewhere"),
        "auditor": ("auditor", "elsewhere"),
        "auditor_of_agency": ("auditor_of_it", "auditor_of_other", "elsewhere"),
        **_ALWAYS,
    },
    "partnership": {
        "agency": ("agency", "agency_elsewhere"),
        "board": ("board", "board_elsewhere"),
        "auditor": ("auditor", "auditor_elsewhere"),
        "auditor_of_agency": ("auditor_of_agency", "auditor_elsewhere"),
        **_ALWAYS,
    },
    "feed": {
        "agency": ("own_agency", "other_agency", "elsewhere"),
        "board": ("board", "elsewhere"),
        "auditor": ("auditor", "elsewhere"),
        "auditor_of_agency": ("auditor_of_it", "auditor_of_other", "elsewhere"),
        **_ALWAYS,
    },
    "agency": {
        "agency": ("own_agency", "other_agency"),
        "board": ("board",),
        "auditor": ("auditor",),
        "auditor_of_agency": ("auditor_of_it", "auditor_of_other"),
        **_ALWAYS,
    },
    "own": _OWN,
    "any": _OWN,
    "open": _OWN,
}
"""The relations that a caller of each kind can have; no cell stands for another."""


def kind_of(caller: Caller) -> Kind:
    """What somebody is; an auditor outside the dates of the mandate is nobody."""
    match caller.role:
        case "practitioner":
            return "agency"
        case "auditor" if not caller.in_mandate:
            return "auditor_lapsed"
        case "auditor":
            return "auditor" if caller.agency is None else "auditor_of_agency"
        case role:
            return role


def to_own(caller: Caller) -> tuple[Relation, ...]:
    """How somebody stands to their own partnership, whatever they do in it."""
    return _OWN[kind_of(caller)]


def to_partnership(caller: Caller, code: str | None) -> tuple[Relation, ...]:
    """How somebody stands to a partnership; None is what belongs to none of them."""
    reached = REACH["partnership"][kind_of(caller)]
    return reached[:1] if code == caller.partnership else reached[-1:]


def to_agency(
    caller: Caller, agency: str | None, acts_for: tuple[str, ...]
) -> tuple[Relation, ...]:
    """How somebody stands to an agency of their partnership; they act for some."""
    kind = kind_of(caller)
    reached = REACH["agency"][kind]
    own = agency in acts_for if kind == "agency" else agency == caller.agency
    return reached[:1] if own else reached[-1:]


def to_feed(
    caller: Caller, agency: str, acts_for: tuple[str, ...], partnership: str
) -> tuple[Relation, ...]:
    """How somebody stands to what belongs to an agency of some partnership."""
    bound = len(REACH["feed"][kind_of(caller)]) > 1
    if bound and caller.partnership != partnership:
        return ("elsewhere",)
    return to_agency(caller, agency, acts_for)
