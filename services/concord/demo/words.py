"""The words in which the story of a dispute says what the contract says in codes."""

OUTCOMES = {
    "agreed": "They agreed.",
    "partly_agreed": "They agreed in part.",
    "not_agreed": "They did not agree.",
    "no_response": "There was no answer.",
}
METHODS = {
    "face_to_face": "face to face",
    "phone": "by phone",
    "video": "by video",
    "meeting": "in a meeting",
    "e_mail": "by e-mail",
    "letter": "by letter",
}
TRIGGERS = {
    "not_agreed": "because there was no agreement",
    "time_passed": "because the time had passed",
    "no_response": "because there was no answer",
    "unsatisfactory_response": "because the answer did not satisfy",
    "policy_issue": "because it raises an issue of policy",
    "immediate_risk": "because someone was at immediate risk",
}
LIMITS = {
    "agreed": "a limit for both sides to accept",
    "risk_set": "a limit because of the risk",
    "extension": "more time",
}
ENDINGS = {
    "agreed": "The dispute was resolved by agreement",
    "partly_agreed": "The dispute was resolved by agreement in part",
    "decided": "The dispute was decided",
    "recommended": "A way to end the dispute was recommended",
    "overtaken": "The dispute was overtaken by events",
    "ended_unresolved": "The dispute was ended unresolved",
}
RESULTS = {
    "confirmed": "confirmed",
    "partly": "confirmed in part",
    "not_confirmed": "not confirmed",
}
CHECKS = {
    "understanding": "that both understand what was agreed in the same way",
    "completion": "that what was agreed was done",
    "outcome_for_person": "what it has changed for the person",
    "review": "the agreed actions again, on the date for their review",
}
WITHDRAWN = {
    "no_longer_held": "the view is no longer held",
    "raised_in_error": "it was raised in error",
    "duplicate": "it had been raised already",
    "moved": "it has moved to another place",
}
REOPENED = {
    "action_not_done": "what was agreed was not done",
    "disagreement_returned": "the disagreement has returned",
    "new_information": "there is new information",
    "policy_issue": "it raises an issue of policy",
}
PARTIES = {
    "add": "brought in",
    "remove": "took out",
    "replace_contact": "named a new contact for",
}
HOLDERS = {
    "raising": "The raising side",
    "responding": "The responding side",
    "both": "Both sides",
    "board": "The board",
}

ANSWERS = {
    "needed": "The answer: it is needed.",
    "not_needed": "The answer: it is not needed.",
}
SUBMITTED = {
    "link": "as a link that the office can open",
    "secure_mail": "by secure mail",
    "by_hand": "as a printed pack, by hand",
}
MARKS = {
    "agreed": "agrees with",
    "partly_agreed": "agrees in part with",
    "disputed": "disputes",
}
UNDELIVERED = {
    "no_address": "because there is no mailbox for it",
    "refused": "because the mailbox refused it",
    "bounced": "because it came back",
    "given_up": "though it was tried for days",
    "same_mailbox": "because that mailbox has failed already",
}


def inside(text: str) -> str:
    """A label as it goes on inside a sentence."""
    return text[0].lower() + text[1:]
