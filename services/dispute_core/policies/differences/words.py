"""The values of a file in the words of a sentence."""

from collections.abc import Mapping
from typing import Any, Literal

Change = Literal["added", "removed", "changed", "moved"]


def plain(value: Any) -> str:
    """A value for people, with every word that stands in it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{said(name)}: {plain(part)}" for name, part in value.items())
    if isinstance(value, list):
        between = " / " if any(isinstance(item, Mapping) for item in value) else ", "
        return between.join(map(plain, value)) or "nothing"
    return " ".join(str(value).split()) or "nothing"


def said(word: str) -> str:
    """A word of the format as people say it."""
    return word.replace("_", " ")
