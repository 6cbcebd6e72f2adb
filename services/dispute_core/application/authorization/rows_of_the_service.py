"""The rows of the table of rights about feeds, webhooks and the service itself."""

from collections.abc import Mapping

from dispute_core.application.authorization.fields import (
    COUNTS,
    FACTS,
    OWN_FACTS,
    Fields,
)
from dispute_core.application.authorization.relations import Relation
from dispute_core.application.authorization.rules import FORBIDDEN, HIDDEN, Rule

_EVERYBODY: Mapping[Relation, Fields] = dict.fromkeys(
    (
        "agency",
        "board",
        "auditor",
        "auditor_of_agency",
        "auditor_lapsed",
        "monitor",
        "admin",
    ),
    FACTS,
)
OF_THE_SERVICE = (
    Rule(
        operations=("listCalendarFeeds",),
        on="own",
        allow={"agency": FACTS, "board": FACTS},
        otherwise=FORBIDDEN,
        says="Calendar feeds belong to agencies: their own people open them.",
        why="The board office sees which there are, and can end them.",
    ),
    Rule(
        operations=("createCalendarFeed",),
        on="agency",
        allow={"own_agency": FACTS},
        otherwise=FORBIDDEN,
        says="Calendar feeds belong to agencies: their own people open them.",
        why="Its address is the key to an agency's dates.",
    ),
    Rule(
        operations=("revokeCalendarFeed",),
        on="feed",
        allow={"own_agency": FACTS, "board": FACTS},
        but={"other_agency": HIDDEN, "elsewhere": HIDDEN},
        otherwise=FORBIDDEN,
        says="Calendar feeds belong to agencies: their own people open them.",
        why="By its agency, or by the board office where that is slow.",
    ),
    Rule(
        operations=(
            "listWebhooks",
            "createWebhook",
            "getWebhook",
            "changeWebhook",
            "rotateWebhookSecret",
            "endWebhook",
            "sendTestEvent",
            "listWebhookDeliveries",
            "redeliverWebhook",
        ),
        on="own",
        allow={"agency": OWN_FACTS, "board": OWN_FACTS},
        otherwise=FORBIDDEN,
        says="Agencies and board offices have webhooks.",
        why="Each its own: that of another is answered as absent.",
    ),
    Rule(
        operations=("reportBounce",),
        on="any",
        allow={"admin": FACTS},
        otherwise=FORBIDDEN,
        says="Only an administrator reports mails that came back.",
        why="It is the operator's mailbox to which they come back.",
    ),
    Rule(
        operations=("getStatus",),
        on="any",
        allow={"monitor": COUNTS, "admin": COUNTS},
        otherwise=FORBIDDEN,
        says="Only monitors and administrators read the service's state.",
        why="Counts over the whole service, never a dispute.",
    ),
    Rule(
        operations=(
            "listPolicies",
            "getPolicy",
            "getPolicyChart",
            "getBlankForm",
            "comparePolicies",
            "previewPolicy",
            "listPoliciesInForce",
            "getCalendar",
        ),
        on="any",
        allow=_EVERYBODY,
        otherwise=FORBIDDEN,
        says="A token is needed.",
        why="Published documents and the days that are not worked.",
    ),
    Rule(
        operations=(
            "readCalendarFeed",
            "getLiveness",
            "getReadiness",
            "getContract",
            "getDocumentation",
            "getProblemPage",
            "getEventSchema",
        ),
        on="open",
        allow=_EVERYBODY,
        otherwise=FORBIDDEN,
        says="Nobody is refused.",
        why="Without a token: health, the contract and its pages, and a calendar "
        "whose address is its own key.",
    ),
)
