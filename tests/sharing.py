"""How tests are shared out among processes: what is slow first, friends together."""

from xdist.scheduler import LoadFileScheduling

TOGETHER = ("tests/journeys/", "tests/docs/", "tests/concord/")
"""Folders whose tests share one running Concord; each process would start its own."""

SLOW = (
    "tests/contract/test_schemathesis",
    "tests/journeys/",
    "tests/concord/",
    "tests/docs/",
    "tests/worker/",
    "tests/faults/",
)
"""What takes longest comes first; begun last, it would keep one process alone busy."""


class Sharing(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """A file goes to one process, and so does a folder whose tests share a service."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return next((folder for folder in TOGETHER if file.startswith(folder)), file)


def turn(nodeid: str) -> int:
    """When a test's turn comes; the same for all of a file."""
    slow = (n for n, start in enumerate(SLOW) if nodeid.startswith(start))
    return next(slow, len(SLOW))
