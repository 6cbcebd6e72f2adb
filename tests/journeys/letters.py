"""What people were written: the mails that the real mail server has taken."""

import re
import time
from email.message import EmailMessage

from tests.journeys.case import PATIENCE_SECONDS, POLL_SECONDS
from tests.support.http import Json
from tests.support.post_office import PostOffice, text_of

_SPACE = re.compile(r"\s+")


def mailbox(partnership: str, office: str) -> str:
    """The mailbox of an office of the demonstration."""
    return f"{office}@{partnership}.example.org"


def agency_mailbox(partnership: str, agency: str) -> str:
    return f"safeguarding@{agency}.{partnership}.example.org"


def letter(post: PostOffice, dispute: Json, to: str, *words: str) -> str:
    """What a mailbox was written of a dispute with these words; it may be on its way.

    Its text comes on one line; the subject stands before it.
    """
    limit = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = [told(mail) for mail in post.mails(to)]
        for text in found:
            if dispute["reference"] in text and all(word in text for word in words):
                return text
        assert time.monotonic() < limit, (to, words, found)
        time.sleep(POLL_SECONDS)


def told(mail: EmailMessage) -> str:
    """A mail as a person reads it: its subject, then its text on one line."""
    return f"{mail['Subject']}\n{_SPACE.sub(' ', text_of(mail))}"


def nobody_was_written(post: PostOffice, dispute: Json, to: str) -> bool:
    return not any(dispute["reference"] in told(mail) for mail in post.mails(to))
