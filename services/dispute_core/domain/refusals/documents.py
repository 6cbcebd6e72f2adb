"""What is refused of statements and of sending the Record."""

from typing import TYPE_CHECKING

from dispute_core.domain.errors import Invalid, Refused

if TYPE_CHECKING:
    from dispute_core.domain.completeness import Missing


class NoSuchStatement(Invalid):
    """The event makes no statement in this field that another side may answer."""

    code = "no-such-statement"
    title = "There is no such statement to answer"


class OfficeUnknown(Invalid):
    """The directory has no such office."""

    code = "unknown-office"
    title = "The partnership has no such office"


class RecordIncomplete(Refused):
    """The Record lacks what it must have before it is sent; `missing` says what."""

    code = "record-incomplete"
    title = "The Record is not complete"

    def __init__(self, detail: str, missing: "tuple[Missing, ...]") -> None:
        super().__init__(detail)
        self.missing = missing
