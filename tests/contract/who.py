"""Who speaks in a campaign."""

from dataclasses import dataclass, field

STRANGER = "probation"
"""An agency of every partnership that is party to no dispute of a campaign."""


@dataclass(frozen=True, kw_only=True)
class Who:
    """Somebody with a token."""

    token: str = field(repr=False)
    agency: str | None

    @property
    def authorization(self) -> str:
        return f"Bearer {self.token}"
