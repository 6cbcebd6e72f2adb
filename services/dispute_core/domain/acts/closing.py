"""When a settled dispute may honestly be called closed."""

from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.owing import all_overtaken
from dispute_core.domain.acts.timing import breach_first, dates_overtaken, end
from dispute_core.domain.dispute import Dispute


def close_if_done(dispute: Dispute, given: Given) -> None:
    """Close what is settled once no "must" and no check-back is owed any longer.

    What only should or may have been done is owed no more from then on.
    """
    if dispute.status in ("resolved", "ended") and not dispute.outstanding():
        asked = [one for one in dispute.open_deadlines() if one.follows_agreement]
        ended = (*dates_overtaken(dispute), *(end(one, "stopped") for one in asked))

        breach_first(dispute, ended, given)
        dispute.trigger_event(
            Dispute.Closed,
            timestamp=given.at,
            duties_ended=all_overtaken(dispute),
            deadlines_ended=ended,
        )
