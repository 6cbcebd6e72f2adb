"""The subscriptions of a partnership as facts, straight from the log."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from pydantic_core import from_json

from dispute_core.asking import Asking
from dispute_core.domain.webhooks.subscription import Webhook, webhook_of
from dispute_core.readmodel.folding import DecodeFacts

_OF_PARTNERSHIP = """
SELECT e.stream_id, e.topic, b.facts, e.version, e.occurred_at
FROM events AS e JOIN event_bodies AS b USING (position)
WHERE e.topic IN ('webhook.subscribed', 'webhook.changed', 'webhook.secret_rotated',
    'webhook.ended', 'webhook.test_asked', 'webhook.redelivery_asked')
  AND e.partnership = $1
ORDER BY e.stream_id, e.version
"""


class WebhookShelf:
    """They are few, and so never remembered."""

    def __init__(self, asking: Asking, decode: DecodeFacts) -> None:
        self._asking = asking
        self._decode = decode

    async def webhooks(self, partnership: str) -> Sequence[Webhook]:
        """The first one first: their ids sort by their time."""
        rows = await self._asking.ask(lambda it: it.fetch(_OF_PARTNERSHIP, partnership))
        found = (
            webhook_of(
                self._decode(
                    topic,
                    from_json(facts),
                    None,
                    originator_id=stream,
                    originator_version=version,
                    timestamp=occurred_at,
                )
                for stream, topic, facts, version, occurred_at in events
            )
            for _, events in groupby(rows, key=itemgetter(0))
        )
        return [webhook for webhook in found if webhook is not None]
