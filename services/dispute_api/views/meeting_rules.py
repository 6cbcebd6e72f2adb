"""What a policy says of the meeting of a stage."""

from dispute_api.views.parts import Json
from dispute_core.domain.policy import MeetingRule


def meeting_rule_view(rule: MeetingRule) -> Json:
    return {
        "chair": rule.chair,
        "minutes": rule.minutes,
        "must_consider": [
            {"id": item.id, "text": item.text, "clause": item.clause}
            for item in rule.must_consider
        ],
        "clause": rule.clause,
    }
