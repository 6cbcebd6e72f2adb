"""Who is asking, for what, and in which agencies' name."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dispute_core.domain.directory.partnership import Partnership

Role = Literal["practitioner", "board", "auditor", "monitor", "admin"]


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """For which days an auditor was appointed, and to what end; both days count."""

    from_date: date
    to_date: date
    purpose: str

    def holds(self, on: date) -> bool:
        return self.from_date <= on <= self.to_date


@dataclass(frozen=True, kw_only=True)
class Caller:
    """The subject of a verified token, and the operation that they ask for.

    A mandate is an auditor's: of the whole partnership, or of one `agency`.
    """

    client: str
    subject: str
    partnership: str
    role: Role
    agency: str | None = None
    office: str | None = None
    mandate: Mandate | None = None
    in_mandate: bool = False
    operation: str = ""
    """By its operationId; who asks for nothing yet may do nothing."""

    @property
    def namespace(self) -> str:
        """Within which names that a client makes up are its own.

        One system may ask for many agencies, and issuers may call two systems alike.
        """
        own = (self.partnership, self.role, self.agency or "", self.client)
        return "\n".join(own)

    def asking(self, operation: str, *, in_mandate: bool) -> "Caller":
        """The same, asking for something now."""
        return Caller(
            client=self.client,
            subject=self.subject,
            partnership=self.partnership,
            role=self.role,
            agency=self.agency,
            office=self.office,
            mandate=self.mandate,
            in_mandate=in_mandate,
            operation=operation,
        )


def agencies_of(caller: Caller, partnership: Partnership) -> tuple[str, ...]:
    """The agencies whose disputes a practitioner sees: own, and those acted for."""
    if caller.role != "practitioner" or caller.agency is None:
        return ()
    known = partnership.agencies.get(caller.agency)
    others = tuple(sorted(known.proxy_for)) if known else ()
    return (caller.agency, *others)
