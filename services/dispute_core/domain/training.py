"""The words that mark whatever comes of a training partnership, in both languages.

People practise the whole procedure there. Nothing of it may be taken for a real case,
by whoever finds it and however little of it they see.
"""

from typing import Protocol

MARK = "TRAINING - not a real case"
WELSH_MARK = "HYFFORDDIANT - nid achos go iawn"
MARKS = f"{MARK} / {WELSH_MARK}"

INVENT = (
    "This is a training partnership: invent the people, and enter nothing about anybody"
    " real."
)
WELSH_INVENT = (
    "Partneriaeth hyfforddi yw hon: dyfeisiwch y bobl, a pheidiwch â chofnodi dim am "
    "neb go iawn."
)


class Marked(Protocol):
    """What says of itself whether it belongs to a training partnership."""

    @property
    def training(self) -> bool: ...


def said_in_training(said: str, of: Marked) -> str:
    """A sentence of the service's own, with what to mind where people practise."""
    return f"{said} {INVENT}" if of.training else said
