"""Calendar feeds in the words of the contract, their addresses left out."""

from dispute_api.views.parts import Json, utc
from dispute_core.application.calendars.feeds import Feed


def feed_view(feed: Feed) -> Json:
    return {
        "id": str(feed.opened.originator_id),
        "partnership": feed.opened.partnership,
        "agency": feed.opened.agency,
        "opened_at": utc(feed.opened.timestamp),
        "revoked_at": utc(feed.revoked.timestamp) if feed.revoked else None,
    }
