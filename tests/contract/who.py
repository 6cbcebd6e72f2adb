"""Who speaks in a campaign."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Who:
    """Somebody with a token."""

    token: str = field(repr=False)
    agency: str | None

    @property
    def authorization(self) -> str:
        return f"Bearer {self.token}"
