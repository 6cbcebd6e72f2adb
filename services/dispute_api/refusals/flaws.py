"""What is wrong with a body, in our own words: pydantic's would repeat the input."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from dispute_api.refusals.problems import Flaw

MOMENT = "Give a moment with its offset (RFC 3339), such as 2026-09-15T09:20:00Z."
DAY = "Give a calendar date, such as 2026-09-16."
MOST = 100
"""How many flaws one answer names."""

Context = Mapping[str, Any]
Words = Callable[[Context], str]

UNIT = {"string_too_short": "characters", "string_too_long": "characters"}


def _fixed(detail: str) -> Words:
    return lambda _: detail


def _one_of(context: Context) -> str:
    """The words of the contract, which pydantic prints with quotation marks."""
    return f"This must be one of {context['expected']}."


WORDS: dict[str, tuple[str, Words]] = {
    "missing": ("missing", _fixed("This field is required.")),
    "extra_forbidden": (
        "unknown_field",
        _fixed("This object has a field that the contract does not name."),
    ),
    "string_type": ("wrong_type", _fixed("This must be text.")),
    "bool_type": ("wrong_type", _fixed("This must be true or false.")),
    "int_type": ("wrong_type", _fixed("This must be a whole number.")),
    "list_type": ("wrong_type", _fixed("This must be a list.")),
    "model_type": ("wrong_type", _fixed("This must be an object.")),
    "literal_error": ("unknown_word", _one_of),
    "string_too_short": (
        "too_short",
        lambda context: (
            f"This text must have at least {context['min_length']} characters."
        ),
    ),
    "string_too_long": (
        "too_long",
        lambda context: (
            f"This text may have {context['max_length']} characters at most."
        ),
    ),
    "too_short": (
        "too_few",
        lambda context: f"This list must have at least {context['min_length']} items.",
    ),
    "too_long": (
        "too_many",
        lambda context: f"This list may have {context['max_length']} items at most.",
    ),
    "string_pattern_mismatch": (
        "wrong_form",
        _fixed("This text is blank or does not have the form that the contract gives."),
    ),
    "instant_form": ("wrong_form", _fixed(MOMENT)),
    "date_form": ("wrong_form", _fixed(DAY)),
    "out_of_range": (
        "out_of_range",
        _fixed("This must lie in a year from 2000 to 2199."),
    ),
}
OTHERWISE = ("invalid", _fixed("This does not follow the contract."))


def flaws_of(error: ValidationError) -> list[Flaw]:
    """Every flaw with its place; never the value, nor a name that we do not know."""
    found = error.errors(include_url=False, include_input=False)
    return [_flaw(one) for one in found[:MOST]]


def _flaw(one: Mapping[str, Any]) -> Flaw:
    code, words = WORDS.get(one["type"], OTHERWISE)
    place = one["loc"]
    if one["type"] == "extra_forbidden":
        place = place[:-1]
    pointer = "".join(f"/{step}" for step in place)
    return Flaw(code=code, detail=words(one.get("ctx") or {}), pointer=pointer)
