"""What is refused around notices."""

from dispute_core.domain.errors import DisputeError


class NoticeNotFound(DisputeError):
    """There is none of that id, or none in that dispute: never told apart."""

    code = "notice-not-found"
    title = "There is no such notice"
