"""The rows of the table of rights that are about one dispute, or one concern."""

from collections.abc import Mapping

from dispute_core.application.authorization.fields import (
    CASE,
    COUNTS,
    FACTS,
    PARTY,
    WHOLE,
    Fields,
)
from dispute_core.application.authorization.relations import Relation
from dispute_core.application.authorization.rules import (
    FORBIDDEN,
    HIDDEN,
    Deny,
    Rule,
)

_READERS: Mapping[Relation, Fields] = {
    "raising": PARTY,
    "responding": PARTY,
    "joined": PARTY,
    "board_told": PARTY,
    "emergency": CASE,
    "auditor": WHOLE,
    "auditor_of_it": PARTY,
}
_ACTORS: Mapping[Relation, Fields] = {
    "raising": PARTY,
    "responding": PARTY,
    "joined": PARTY,
    "board_told": PARTY,
}
_ONLY_READ: Mapping[Relation, Deny] = {
    "emergency": FORBIDDEN,
    "auditor": FORBIDDEN,
    "auditor_of_it": FORBIDDEN,
}
_ALREADY_SEE: Mapping[Relation, Deny] = dict.fromkeys(_READERS, FORBIDDEN)

READING = Rule(
    operations=(
        "getDispute",
        "listDisputeEvents",
        "listDeadlines",
        "getSubmissionPack",
        "getFileText",
        "getWrittenConcern",
        "getMeetingKit",
        "listNotices",
    ),
    on="dispute",
    allow=_READERS,
    otherwise=HIDDEN,
    says="You see no disputes.",
    why="Parties; the board from the moment at which the policy tells it; auditors "
    "within their mandate; whoever opened it in an emergency, for a time.",
)
READING_THE_RECORD = Rule(
    operations=("getRecord",),
    on="dispute",
    allow={**_READERS, "board_sent": PARTY},
    otherwise=HIDDEN,
    says="You see no disputes.",
    why="As reading; and the office to which the Record was sent by a link reads it "
    "as it was sent (000-8, 001-5).",
)
READING_THE_COPY = Rule(
    operations=("getMonitoringCopy",),
    on="dispute",
    allow={
        **dict.fromkeys(_READERS, COUNTS),
        "board_untold": COUNTS,
        "board_sent": COUNTS,
    },
    otherwise=HIDDEN,
    says="You see no disputes.",
    why="The board counts every use, without names (003-21, 004-20).",
)
ACTING = Rule(
    operations=(
        "recordDiscussion",
        "recordResponse",
        "setLimit",
        "escalateDispute",
        "resolveDispute",
        "recordCheckBack",
        "withdrawDispute",
        "reopenDispute",
        "changeParties",
        "addRecord",
        "callMeeting",
        "answerSafeguard",
        "nameFacilitator",
        "recordSideOutcome",
        "completeSideOutcome",
        "conveneMeeting",
        "moveMeeting",
        "cancelMeeting",
        "recordMeeting",
        "acceptOutcome",
        "nameLeadAgency",
        "correctDispute",
        "submitRecord",
        "answerStatement",
        "fulfilDuty",
        "declineDuty",
        "waiveDuty",
        "delegateDuty",
        "acknowledgeNotice",
        "putLegalHold",
        "releaseLegalHold",
    ),
    on="dispute",
    allow=_ACTORS,
    but=_ONLY_READ,
    otherwise=HIDDEN,
    says="You may read this dispute, and take no part in it.",
    why="Those who stand on a side, and the board once it is told; which step is "
    "whose is said by the policy. Auditors take no part.",
)
OPENING_IN_AN_EMERGENCY = Rule(
    operations=("breakGlass",),
    on="dispute",
    allow={"emergency_office": CASE},
    but=_ALREADY_SEE,
    otherwise=HIDDEN,
    says="Only an office of the kind emergency-access opens a hidden dispute.",
    why="A named few, with a written reason, for a time, told to the parties at once.",
)
CONCERNS = Rule(
    operations=("getConcern",),
    on="concern",
    allow={
        "owner": PARTY,
        "lead": PARTY,
        "about_shared": PARTY,
        "auditor": PARTY,
        "auditor_of_it": PARTY,
    },
    otherwise=HIDDEN,
    says="You see no concerns.",
    why="Not the agency that it is about, unless the lead shared it (002-34).",
)
ADDING_TO_CONCERNS = Rule(
    operations=("linkDispute",),
    on="concern",
    allow={"owner": PARTY},
    but=dict.fromkeys(CONCERNS.allow, FORBIDDEN),
    otherwise=HIDDEN,
    says="Only the agency that raised a concern adds to it.",
    why="It is that agency's concern (002-34).",
)
DECIDING_CONCERNS = Rule(
    operations=("decideConcern", "shareConcern"),
    on="concern",
    allow={"lead": PARTY},
    but=dict.fromkeys(CONCERNS.allow, FORBIDDEN),
    otherwise=HIDDEN,
    says="The designated lead to whom the concern was put decides on it.",
    why="The designated lead decides how to deal with it (002-34).",
)
RAISING_CONCERNS = Rule(
    operations=("raiseConcern",),
    on="agency",
    allow={"own_agency": PARTY},
    otherwise=FORBIDDEN,
    says="A concern is raised by somebody who works in an agency, for it.",
    why="Told to one's own designated lead (002-34).",
)
LISTING_CONCERNS = Rule(
    operations=("listConcerns",),
    on="own",
    allow=dict.fromkeys(("agency", "board", "auditor", "auditor_of_agency"), FACTS),
    otherwise=FORBIDDEN,
    says="Monitors and administrators see no concerns.",
    why="Each sees those that getConcern shows them.",
)

OF_DISPUTES = (
    READING,
    READING_THE_RECORD,
    READING_THE_COPY,
    ACTING,
    OPENING_IN_AN_EMERGENCY,
    CONCERNS,
    ADDING_TO_CONCERNS,
    DECIDING_CONCERNS,
    RAISING_CONCERNS,
    LISTING_CONCERNS,
)
