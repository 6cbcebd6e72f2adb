"""The fixed words of the papers in Welsh: labels, headings, sentences, codes.

What people wrote is never translated, nor what a policy says.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml


def word_in_welsh(text: str) -> str | None:
    """The Welsh of words that stand whole among the fixed ones."""
    return _phrases()[0].get(text)


def in_welsh(text: str) -> str | None:
    """The Welsh of words that are fixed, whole or but for what follows them."""
    whole = word_in_welsh(text)
    if whole is not None:
        return whole
    for pattern, cymraeg in _phrases()[1]:
        found = pattern.fullmatch(text)
        if found:
            parts = (word_in_welsh(part) or part for part in found.groups())
            return cymraeg.format(*parts)
    return None


@cache
def _phrases() -> tuple[Mapping[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    text = files("dispute_core.documents").joinpath("cymraeg.yaml").read_text("utf-8")
    said = yaml.safe_load(text)
    beginnings = tuple(
        (re.compile(re.escape(english).replace(r"\{\}", "(.*?)"), re.DOTALL), cymraeg)
        for english, cymraeg in said["beginnings"].items()
    )
    return said["words"], beginnings
