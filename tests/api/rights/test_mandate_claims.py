"""What a token says of an auditor's mandate."""

from datetime import date
from typing import Any

import pytest

from dispute_api.tokens.claims import caller_from
from dispute_api.tokens.refusing_tokens import TokenRefused
from dispute_core.application.caller import Mandate

CLAIMS = {
    "client_id": "audit-office",
    "sub": "somebody",
    "partnership": "lewisham",
    "role": "auditor",
    "mandate_from": "2026-01-01",
    "mandate_to": "2026-06-30",
    "mandate_purpose": "case-review",
}


def without(name: str) -> dict[str, Any]:
    return {said: value for said, value in CLAIMS.items() if said != name}


class TestAMandate:
    def test_is_a_time_and_a_purpose(self) -> None:
        assert caller_from(CLAIMS).mandate == Mandate(
            from_date=date(2026, 1, 1), to_date=date(2026, 6, 30), purpose="case-review"
        )

    @pytest.mark.parametrize("name", [n for n in CLAIMS if n.startswith("mandate")])
    def test_that_is_not_whole_is_none(self, name: str) -> None:
        assert caller_from(without(name)).mandate is None

    @pytest.mark.parametrize("role", ["board", "monitor", "admin"])
    def test_is_an_auditors(self, role: str) -> None:
        assert caller_from({**CLAIMS, "role": role}).mandate is None

    @pytest.mark.parametrize(
        "claims",
        [
            {"mandate_to": "2026-02-30"},
            {"mandate_to": "tomorrow"},
            {"mandate_from": "20260101"},
            {"mandate_from": 20260101},
            {"mandate_purpose": "To see what the school did."},
        ],
    )
    def test_in_another_form_spoils_the_token(self, claims: dict[str, Any]) -> None:
        with pytest.raises(TokenRefused):
            caller_from({**CLAIMS, **claims})

    @pytest.mark.parametrize(
        ("day", "holds"),
        [
            (date(2025, 12, 31), False),
            (date(2026, 1, 1), True),
            (date(2026, 6, 30), True),
            (date(2026, 7, 1), False),
        ],
    )
    def test_holds_on_both_its_first_and_its_last_day(
        self, day: date, holds: bool
    ) -> None:
        mandate = caller_from(CLAIMS).mandate

        assert mandate is not None
        assert mandate.holds(day) == holds
