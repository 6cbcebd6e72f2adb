"""A file that is looked at again and again, and read anew only once it has changed."""

import time
from collections.abc import Callable
from pathlib import Path


class WatchedFile:
    """Tells when it is time to look at a file, and whether it was written since."""

    def __init__(
        self,
        path: Path,
        *,
        every: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path = path
        self._every = every
        self._monotonic = monotonic
        self._looked_at = monotonic()
        self._stamp = _stamp_of(path)

    def due(self) -> bool:
        """Whether it is time to look; asked often, and answered for next to nothing."""
        now = self._monotonic()
        if now - self._looked_at < self._every:
            return False
        self._looked_at = now
        return True

    def changed(self) -> bool:
        """Whether the file was written or replaced since this was last asked."""
        stamp = _stamp_of(self.path)
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        return True


def _stamp_of(path: Path) -> tuple[int, int] | None:
    """What differs when a file was written or replaced; None if there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ino
