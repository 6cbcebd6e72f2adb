"""A partnership's directory as its events have said it, one after the other.

The content stays in the words of the directory file, so that what is exported is what
was said; those who hold offices stand beside it, because their names are sealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dispute_core.domain.offices import Holder


@dataclass(frozen=True, kw_only=True)
class DirectoryEntry:
    """What a file says of one partnership.

    `holders` are those of the offices in `named`; the holders of others stay as they
    are. The id of one is empty where the file names somebody new.
    """

    code: str
    content: Mapping[str, Any]
    named: tuple[str, ...] = ()
    holders: tuple[Holder, ...] = ()
