"""Agencies and offices that a partnership's directory said once, and says no longer."""

from dispute_core.domain.directory.partnership import Partnership


class Gone:
    """Grows and shrinks with each thing that is said of one partnership."""

    def __init__(self) -> None:
        self._ever: frozenset[tuple[str, str]] = frozenset()
        self.now: frozenset[tuple[str, str]] = frozenset()

    def take(self, partnership: Partnership) -> None:
        """Whoever is said again is back."""
        agencies = {("agency", code) for code in partnership.agencies}
        offices = {("office", code) for code in partnership.offices}
        self._ever |= agencies | offices
        self.now = self._ever - agencies - offices
