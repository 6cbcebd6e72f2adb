"""Which agencies act for others, and since which position of the log they have."""

from collections.abc import Mapping

from dispute_core.domain.directory.partnership import Partnership


class Acting:
    """What the directories of all partnerships say of this, one after the other."""

    def __init__(self) -> None:
        self._since: dict[tuple[str, str], Mapping[str, int]] = {}

    def take(self, partnership: Partnership, position: int) -> None:
        """Keep the position at which an unbroken run of acting for others began."""
        for agency in partnership.agencies.values():
            place = partnership.code, agency.code
            before = self._since.get(place, {})
            self._since[place] = {
                other: before.get(other, position) for other in sorted(agency.proxy_for)
            }

    def since(self, code: str, agency: str) -> Mapping[str, int]:
        """For whom an agency acts, each with the position from which it has done so."""
        return self._since.get((code, agency), {})
