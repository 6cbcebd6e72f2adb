"""What a document says of itself: where to read on, what taught it, whom it names."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StageLink:
    """Something to read or to use at a stage (002-7).

    `href` is None where the document names it and gives no address.
    """

    label: str
    href: str | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A rule, or the whole document, tied to the review that it came from (003-5)."""

    review: str
    text: str
    clause: str
    stage: str | None = None


@dataclass(frozen=True, kw_only=True)
class AgenciesNamed:
    """The kinds of agency that the document names as those it is for (003-1)."""

    kinds: tuple[str, ...]
    clause: str
