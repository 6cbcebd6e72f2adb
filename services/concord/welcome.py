"""What `concord up` prints when ready: the address, a token, and a first try."""

import json

from concord.mailbox import PATH as MAILBOX
from concord.place import Place
from dispute_api.tokens.issuer import DevelopmentIssuer

PARTNERSHIP, AGENCY = "worcestershire", "school"

_FIRST = {
    "partnership": PARTNERSHIP,
    "subject": {"kind": "child", "reference": "MIS-2041"},
    "raised_by": {"agency": AGENCY, "role": "Designated safeguarding lead"},
    "responding": [{"agency": "social-care", "role": "Team manager"}],
    "category": "other",
    "category_text": "Whether to assess",
    "difference": {
        "disputed": "The referral was closed without an assessment.",
        "effect_on_person": "The child goes home each night to what was reported.",
        "outcome_wanted": "An assessment under section 17.",
    },
    "immediate_risk": {"present": False},
}


def welcome(url: str, place: Place) -> str:
    """Lines that can be pasted into another terminal as they stand."""
    token = DevelopmentIssuer.open(place.issuer).mint(PARTNERSHIP, agency=AGENCY)
    body = json.dumps(_FIRST, indent=2)
    return f"""\
Concord is ready at {url}
Its documentation: {url}/docs
The mails that would have gone out, had it a mail server: {url}{MAILBOX}

Paste this into another terminal: a school in Worcestershire raises a dispute.

export TOKEN={token}

curl -sS {url}/v1/disputes \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: my-first-dispute" \\
  -d '{body}'

Ctrl-C stops everything.
"""
