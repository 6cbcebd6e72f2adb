"""The concerns of a partnership as facts, straight from the log."""

from collections.abc import Sequence

from dispute_core.asking import Asking
from dispute_core.domain.concerns import Concern, concern_of
from dispute_core.readmodel.folding import DecodeFacts, fold_few

_OF_PARTNERSHIP = """
SELECT e.stream_id, e.topic, b.facts, e.version, e.occurred_at
FROM events AS e JOIN event_bodies AS b USING (position)
WHERE e.topic IN ('concern.raised', 'concern.dispute_linked', 'concern.decided',
    'concern.shared', 'concern.narrative_erased')
  AND e.partnership = $1
ORDER BY e.stream_id, e.version
"""


class Concerns:
    """Read anew each time that they are asked for."""

    def __init__(self, asking: Asking, decode: DecodeFacts) -> None:
        self._asking = asking
        self._decode = decode

    async def concerns(self, partnership: str) -> Sequence[Concern]:
        return await fold_few(
            self._asking, self._decode, _OF_PARTNERSHIP, partnership, concern_of
        )
