"""What an answer may hold: the sets of fields that the table of rights gives."""

from collections.abc import Mapping
from typing import Literal

Field = Literal["facts", "words", "names", "own", "kept", "counts", "small", "mail"]
"""Parts of what is asked about.

`facts`: stages, dates, codes, agencies. `words`: what people wrote. `names`: who they
are. `own`: what one's own agency keeps for itself; `kept`: what any agency does.
`counts`: how many, without saying whom. `small`: small numbers too. `mail`: where
people are written to, and the reasons of changes.
"""

Fields = frozenset[Field]

NOTHING: Fields = frozenset()
CASE: Fields = frozenset({"facts", "words", "names"})
PARTY: Fields = CASE | {"own"}
WHOLE: Fields = CASE | {"kept"}
FACTS: Fields = frozenset({"facts"})
OWN_FACTS: Fields = FACTS | {"own"}
ALL_FACTS: Fields = FACTS | {"kept"}
COUNTS: Fields = frozenset({"counts"})
FIGURES: Fields = COUNTS | {"small"}
NAMES: Fields = FACTS | {"names"}
KEEPER: Fields = NAMES | {"mail"}

CALLED: Mapping[Fields, tuple[str, str]] = {
    CASE: ("case", "the dispute as its parties share it"),
    PARTY: ("party", "the same, with what one's own agency, or the board, keeps"),
    WHOLE: ("whole", "the same, with what each agency keeps for itself"),
    FACTS: ("facts", "codes, dates and agencies; no words and no people"),
    OWN_FACTS: ("own facts", "facts, those included that one's own agency keeps"),
    ALL_FACTS: ("all facts", "facts, those included that any agency keeps"),
    COUNTS: ("counts", "numbers, or a copy that names nobody; small ones hidden"),
    FIGURES: ("figures", "numbers as they are"),
    NAMES: ("names", "facts, and who holds an office"),
    KEEPER: ("keeper", "the same, with people's mailboxes and reasons of changes"),
}
"""What the documentation calls each set, and what it says of it."""
