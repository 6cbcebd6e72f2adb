"""The items of the five documents: where each lives, and which test shows it."""

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

ROOT = Path(__file__).parents[2]
TRACE = ROOT / "docs" / "trace.yaml"

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Later(Strict):
    """What of an item a later issue builds."""

    issue: Literal["C", "D", "E", "F"]
    what: Text


class Item(Strict):
    """One thing that a document asks of the software.

    A place in `rules` is a policy file and the words that lead to it, joined by ` > `;
    a place in `features` is an operation of the contract.
    """

    item: Annotated[str, Field(pattern=r"^00[0-4]-[1-9]\d?$")]
    asks: Text
    rules: tuple[Text, ...] = ()
    features: tuple[Text, ...] = ()
    shown_by: tuple[Text, ...] = ()
    later: Later | None = None

    @property
    def shown(self) -> bool:
        """Whether the whole of it lives somewhere and a test shows it."""
        return bool(self.shown_by) and self.later is None


class Trace(Strict):
    """All items, in the order of the documents."""

    items: Annotated[tuple[Item, ...], Field(min_length=1)]


def read(text: str) -> tuple[Item, ...]:
    """The items that a text lists."""
    return Trace.model_validate(yaml.safe_load(text)).items
