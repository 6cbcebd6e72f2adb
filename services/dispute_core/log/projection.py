"""What a read model must say of itself to be written inside the append transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from dispute_core.application.ports import Append


class Projection(Protocol):
    """A table with one row per key, of which the newest append writes the newest.

    `columns` maps the column names, in the order of the row's values, to PostgreSQL
    types. Values are what JSON can say, instants, UUIDs and bytes; of array columns
    (`text[]`) lists.
    """

    @property
    def table(self) -> str: ...

    @property
    def columns(self) -> Mapping[str, str]: ...

    @property
    def key(self) -> Sequence[str]: ...

    def row(
        self, append: Append, recorded_at: datetime, version: int
    ) -> tuple[Any, ...] | None:
        """The row after the append; `recorded_at` and `version` are its last event's.

        Pure, and quick: it runs while the log is locked.
        """
        ...
