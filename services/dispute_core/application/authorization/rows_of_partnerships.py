"""The rows of the table of rights that are about a partnership, or about one's own."""

from collections.abc import Mapping

from dispute_core.application.authorization.fields import (
    ALL_FACTS,
    COUNTS,
    FACTS,
    FIGURES,
    KEEPER,
    NAMES,
    OWN_FACTS,
    PARTY,
    Fields,
)
from dispute_core.application.authorization.relations import Relation
from dispute_core.application.authorization.rules import FORBIDDEN, HIDDEN, Rule

_LISTS: Mapping[Relation, Fields] = {
    "agency": OWN_FACTS,
    "board": OWN_FACTS,
    "auditor": ALL_FACTS,
    "auditor_of_agency": OWN_FACTS,
}
_DECIDERS: Mapping[Relation, Fields] = {"board": FACTS, "admin": FACTS}

OF_PARTNERSHIPS = (
    Rule(
        operations=("raiseDispute",),
        on="partnership",
        allow={"agency": PARTY, "board": PARTY},
        otherwise=FORBIDDEN,
        says="Only an agency or the board office may raise a dispute, in its own "
        "partnership.",
        why="An agency for itself or as proxy; the board office enters paper cases.",
    ),
    Rule(
        operations=(
            "listDisputes",
            "listBreaches",
            "readEventFeed",
            "streamEventFeed",
            "getEvent",
        ),
        on="own",
        allow=_LISTS,
        otherwise=FORBIDDEN,
        says="Monitors and administrators see no disputes.",
        why="Each sees those that getDispute shows them, an emergency apart.",
    ),
    Rule(
        operations=("findDisputes",),
        on="partnership",
        allow=_LISTS,
        but={
            "agency_elsewhere": HIDDEN,
            "board_elsewhere": HIDDEN,
            "auditor_elsewhere": HIDDEN,
        },
        otherwise=FORBIDDEN,
        says="Monitors and administrators see no disputes.",
        why="As lists: whether there are others of the same person is not said.",
    ),
    Rule(
        operations=("listAccesses",),
        on="own",
        allow={
            "agency": OWN_FACTS,
            "auditor": ALL_FACTS,
            "auditor_of_agency": OWN_FACTS,
        },
        otherwise=FORBIDDEN,
        says="Who read what is for auditors, and for agencies what is theirs.",
        why="Each agency sees who read its own data, and what its own people were "
        "refused; an auditor the mandate's.",
    ),
    Rule(
        operations=("exportAgencyLog",),
        on="agency",
        allow={
            "own_agency": FACTS,
            "auditor": FACTS,
            "auditor_of_it": FACTS,
        },
        otherwise=FORBIDDEN,
        says="An agency's log is for the agency itself and its auditor.",
        why="Each agency has a system that records its uses (001-10).",
    ),
    Rule(
        operations=("listMonitoringCopies",),
        on="own",
        allow={"board": COUNTS, "auditor": COUNTS},
        otherwise=FORBIDDEN,
        says="Monitoring copies are for the board office and its auditor.",
        why="The board keeps statistics of all challenges (003-21).",
    ),
    Rule(
        operations=("drawAuditSample",),
        on="partnership",
        allow={"board": FACTS, "auditor": FACTS, "auditor_of_agency": FACTS},
        but={"board_elsewhere": HIDDEN, "auditor_elsewhere": HIDDEN},
        otherwise=FORBIDDEN,
        says="Only auditors and the board office draw samples.",
        why="Drawn among what they may open (004-20).",
    ),
    Rule(
        operations=("getStatistics",),
        on="partnership",
        allow={
            "board": FIGURES,
            "agency": COUNTS,
            "auditor": COUNTS,
            "auditor_of_agency": COUNTS,
            "monitor": COUNTS,
        },
        but={"admin": FORBIDDEN, "auditor_lapsed": FORBIDDEN},
        otherwise=HIDDEN,
        says="Administrators read no statistics.",
        why="Small numbers name somebody: all for the board, a published year for "
        "the others.",
    ),
    Rule(
        operations=("publishStatistics", "planReview"),
        on="partnership",
        allow={"board": FIGURES},
        but={"board_elsewhere": HIDDEN},
        otherwise=FORBIDDEN,
        says="Only the board office of the partnership does this.",
        why="The board monitors and reviews periodically (004-20).",
    ),
    Rule(
        operations=("getDirectory", "exportDirectory", "getDirectoryGaps"),
        on="partnership",
        allow={
            "board": KEEPER,
            "agency": NAMES,
            "auditor": NAMES,
            "auditor_of_agency": NAMES,
            "monitor": FACTS,
            "admin": FACTS,
        },
        but={"auditor_lapsed": FORBIDDEN},
        otherwise=HIDDEN,
        says="The mandate of this auditor does not cover today.",
        why="Who holds an office is for those who work in the partnership.",
    ),
    Rule(
        operations=(
            "publishDirectory",
            "changeAgency",
            "changeOffice",
            "registerPanel",
            "appointHolder",
            "endHolder",
        ),
        on="partnership",
        allow={"board": KEEPER, "admin": FACTS},
        but={"board_elsewhere": HIDDEN},
        otherwise=FORBIDDEN,
        says="Only a board keeps its directory, or an administrator for it.",
        why="A board keeps its own directory; an administrator begins one.",
    ),
    Rule(
        operations=(
            "releasePolicy",
            "putPolicyInForce",
            "retirePolicy",
            "publishCalendar",
        ),
        on="partnership",
        allow=_DECIDERS,
        otherwise=FORBIDDEN,
        says="Only a board decides this, for its own partnership, or an administrator.",
        why="A board decides for itself; what holds for a nation, an administrator.",
    ),
    Rule(
        operations=("rehearsePolicy",),
        on="partnership",
        allow={
            "board": OWN_FACTS,
            "admin": COUNTS,
            "auditor": ALL_FACTS,
            "auditor_of_agency": OWN_FACTS,
        },
        otherwise=FORBIDDEN,
        says="Boards, auditors and administrators rehearse policies, for their own "
        "partnership.",
        why="Nothing is named that the caller may not see.",
    ),
)
