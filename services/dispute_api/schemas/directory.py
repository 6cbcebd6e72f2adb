"""The bodies of what boards say of their directories."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from unicodedata import category
from uuid import UUID

from pydantic import Field

from dispute_api.schemas.policies import FileText
from dispute_api.schemas.words import Body, Day, Few, ShortText, Slug
from dispute_core.domain.directory.offices import Digest, Holder, Kept, OfficeKind
from dispute_core.domain.vocabulary import Band
from dispute_core.policies.directory_parts import KEPT
from dispute_core.policies.format.people import LEVELS

_IN_LINE = r"[^\u0000-\u001f\u007f-\u009f]*"
_LETTER = r"[0-9A-Za-z\u00c0-\u024f]"

Name = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=rf"^{_IN_LINE}{_LETTER}{_IN_LINE}$"),
]
DirectoryText = Annotated[
    str,
    Field(min_length=1, max_length=1000, pattern=rf"^[^\u0000]*{_LETTER}[^\u0000]*$"),
]
Mailbox = Annotated[
    str,
    Field(
        min_length=5,
        max_length=254,
        pattern=r"^[A-Za-z0-9_%+'-]+([.][A-Za-z0-9_%+'-]+)*"
        r"@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
        r"([.][A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$",
    ),
]

KEPT_WORDS = {kept: word for word, kept in KEPT.items()}
LEVEL_WORDS = {level: word for word, level in LEVELS.items()}


class PublishDirectoryRequest(Body):
    """The directory file of one partnership, and why."""

    text: FileText
    reason: ShortText


class ChangeAgencyRequest(Body):
    """An agency, all of it, in the place of what was said of it."""

    agency: Slug
    name: Name
    kind: Slug
    statutory: bool = False
    on_system: bool = True
    proxy_for: Annotated[Few[Slug], Field(default_factory=list)]
    lacks_levels: Annotated[list[Band], Field(max_length=5, default_factory=list)]
    mailbox: Mailbox | None = None
    secure_mail: bool = False
    own_policy: Kept = "not_seen"
    own_policy_seen_on: Day | None = None
    own_log: Kept = "not_seen"
    welsh_name: Name | None = None
    address: DirectoryText | None = None
    telephone: Name | None = None
    digest: Digest | None = None
    reason: ShortText

    def content(self) -> Mapping[str, Any]:
        """The agency in the words of the directory file."""
        return _said(
            agency=self.agency,
            name=self.name,
            kind=self.kind,
            statutory=self.statutory,
            on_system=self.on_system,
            proxy_for=self.proxy_for,
            lacks_levels=[LEVEL_WORDS[level] for level in self.lacks_levels],
            mailbox=self.mailbox,
            secure_mail=self.secure_mail,
            own_policy=KEPT_WORDS[self.own_policy],
            own_policy_seen_on=self.own_policy_seen_on,
            own_log=KEPT_WORDS[self.own_log],
            welsh_name=self.welsh_name,
            address=self.address,
            telephone=self.telephone,
            digest=self.digest,
        )


class ChangeOfficeRequest(Body):
    """An office, all of it but who holds it."""

    office: Slug
    name: Name
    kind: OfficeKind
    agency: Slug | None = None
    mailbox: Mailbox | None = None
    secure_mail: bool = False
    welsh_name: Name | None = None
    also_called: Annotated[list[Name], Field(max_length=10, default_factory=list)]
    digest: Digest | None = None
    reason: ShortText

    def content(self) -> Mapping[str, Any]:
        """The office in the words of the directory file."""
        return _said(
            office=self.office,
            name=self.name,
            kind=self.kind,
            agency=self.agency,
            mailbox=self.mailbox,
            secure_mail=self.secure_mail,
            welsh_name=self.welsh_name,
            also_called=[_visible(name) for name in self.also_called],
            digest=self.digest,
        )


class RegisterPanelRequest(Body):
    """A panel or meeting, and what its terms of reference say."""

    panel: Slug
    name: Name
    agency: Slug | None = None
    says_what_happens: Kept
    seen_on: Day | None = None
    rule: DirectoryText | None = None
    reason: ShortText

    def content(self) -> Mapping[str, Any]:
        """The panel in the words of the directory file."""
        return _said(
            panel=self.panel,
            name=self.name,
            agency=self.agency,
            says_what_happens=KEPT_WORDS[self.says_what_happens],
            seen_on=self.seen_on,
            rule=self.rule,
        )


class AppointHolderRequest(Body):
    """Who takes up an office, and from which day."""

    name: Name
    mailbox: Mailbox | None = None
    from_date: Day
    to_date: Day | None = None
    reason: ShortText

    def holder(self, office: str, identifier: UUID) -> Holder:
        return Holder(
            id=str(identifier),
            office=office,
            from_date=self.from_date,
            to_date=self.to_date,
            name=_visible(self.name),
            mailbox=self.mailbox,
        )


class EndHolderRequest(Body):
    """The last day on which somebody holds an office."""

    to_date: Day
    reason: ShortText


def _said(**words: Any) -> Mapping[str, Any]:
    """What is said, without what the file leaves out too."""
    return {word: _written(value) for word, value in words.items() if value is not None}


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return _visible(value) if isinstance(value, str) else value


def _visible(text: str) -> str:
    """The text without what cannot be seen, which no directory file may hold."""
    return "".join(
        one
        for one in text
        if one.isprintable() or one in "\n\t" or category(one) == "Zs"
    )
