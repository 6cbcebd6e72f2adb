"""Whom a document means by its own words, such as "the LOG Chair", in a directory."""

import re
from collections.abc import Iterator, Sequence

from dispute_core.domain.directory.offices import Office, OfficeKind
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.directory.recipients import Addressee

_KINDS: dict[OfficeKind, tuple[str, ...]] = {
    "board-member": ("board members", "members"),
    "safeguarding-partner": ("safeguarding partners",),
    "designated-lead": ("designated safeguarding leads", "designated leads"),
    "professional-lead": ("professional leads",),
}
"""How documents speak of several; one is spoken of by the name of its kind."""

_ARTICLES = re.compile(r"\b(the|a|an|their|own|respective)\b")
_NO_WORD = re.compile(r"[^a-z0-9]+")


def meant_by(
    words: str, partnership: Partnership, agencies: Sequence[str]
) -> tuple[Addressee, ...]:
    """The offices that the words name, of the partnership or of these agencies.

    Names go before kinds. Nothing at all where nobody in the directory is meant: then
    telling them stays with a person.
    """
    said = f" {_plain(words)} "
    here = [
        office
        for office in partnership.offices.values()
        if office.agency is None or office.agency in agencies
    ]
    by_name = [one for one in here if _is_named(one, said)]
    found = by_name or [one for one in here if _is_of_kind(one, said)]
    return tuple(Addressee(office=one.code) for one in found)


def _is_named(office: Office, said: str) -> bool:
    names = (office.name, *office.also_called)
    return any(f" {_plain(name)} " in said for name in names)


def _is_of_kind(office: Office, said: str) -> bool:
    if office.kind == "other":
        return False
    return any(f" {name} " in said for name in _names(office.kind))


def _names(kind: OfficeKind) -> Iterator[str]:
    yield _plain(kind)
    yield from _KINDS.get(kind, ())


def _plain(words: str) -> str:
    spaced = _NO_WORD.sub(" ", words.lower())
    return " ".join(_ARTICLES.sub(" ", spaced).split())
