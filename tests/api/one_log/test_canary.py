"""Words that people write appear in the dispute for its parties, and nowhere else."""

from typing import Any

import pytest

from tests.support.api import Json, Speaker, a_dispute

CANARY = "Zaunkönig-4711"


def marked(**parts: Any) -> Json:
    """A dispute with the canary in every free text, name and reference."""
    return a_dispute(
        subject={"kind": "child", "reference": CANARY},
        also_affects=[{"kind": "child", "reference": CANARY}],
        raised_by={"agency": "school", "role": "Lead", "name": CANARY},
        responding=[{"agency": "social-care", "name": CANARY}],
        category_text=CANARY,
        difference=dict.fromkeys(
            (
                "disputed",
                "raiser_view",
                "evidence",
                "effect_on_person",
                "outcome_wanted",
            ),
            CANARY,
        ),
        immediate_risk={"present": True, "action_taken": CANARY},
        seriousness=CANARY,
        client_reference=CANARY,
        **parts,
    )


@pytest.mark.asyncio(loop_scope="module")
class TestWhatPeopleWrite:
    async def test_is_read_by_the_parties_and_found_nowhere_else(
        self, school: Speaker, capsys: pytest.CaptureFixture[str]
    ) -> None:
        raised = await school.raises(marked())
        dispute = await school.get(f"/v1/disputes/{raised['id']}")
        assert dispute.text.count(CANARY) == 15
        assert CANARY.encode() not in repr(dispute.headers).encode()

        for elsewhere in ("/v1/disputes", "/v1/breaches"):
            answer = await school.get(elsewhere)
            assert answer.status_code == 200
            assert CANARY not in answer.text + repr(answer.headers)
        assert CANARY not in capsys.readouterr().out

    @pytest.mark.parametrize(
        "wrong",
        [
            {"category": "nothing"},
            {"responding": [{"agency": "nobody", "name": CANARY}]},
            {"scope": CANARY},
            {CANARY: CANARY},
            {"raised_at": CANARY},
            {"start_stage": {"stage": "stage-2", "reason": CANARY}},
            {"risk_set_limit": {"due_at": "2030-01-01T00:00:00Z", "reason": CANARY}},
            {"continues": CANARY},
        ],
    )
    async def test_is_not_repeated_by_a_refusal(
        self,
        school: Speaker,
        capsys: pytest.CaptureFixture[str],
        wrong: Json,
    ) -> None:
        answer = await school.post("/v1/disputes", {**marked(), **wrong})

        assert answer.status_code >= 400
        assert CANARY not in answer.text + repr(answer.headers)
        assert CANARY not in capsys.readouterr().out

    @pytest.mark.parametrize(
        "path", ["/canary", "/v1/disputes/canary", "/v1/disputes?status=canary"]
    )
    async def test_is_not_repeated_from_an_address_or_a_header(
        self, school: Speaker, capsys: pytest.CaptureFixture[str], path: str
    ) -> None:
        answer = await school.get(
            path, headers={"If-None-Match": "canary", "X-Request-Id": "canary"}
        )

        assert answer.status_code >= 400
        assert "canary" not in answer.text + repr(answer.headers)
        assert "canary" not in capsys.readouterr().out
