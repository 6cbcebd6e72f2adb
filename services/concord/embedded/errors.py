"""The one error of the embedded PostgreSQL."""


class EmbeddedPostgresError(Exception):
    """Tells in one paragraph why the embedded PostgreSQL cannot do what was asked."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.splitlines()))
