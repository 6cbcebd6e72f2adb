"""Lives that were recorded before a policy said more than stages and limits.

The file holds what the log of that time stored, byte for byte, and what the deadlines
were. Nobody writes it anew: what a board has on record stays as it is.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import Event
from dispute_core.domain.guidance.guide import allowed, next_step
from dispute_core.domain.guidance.prompts import prompts
from dispute_core.log.codec import header_of
from tests.support.memory_log import codec
from tests.support.world import policies

FIRST_LIVES = json.loads(
    (Path(__file__).parent / "golden" / "first_lives.json").read_text(encoding="utf-8")
)
LIVES: dict[str, list[dict[str, Any]]] = FIRST_LIVES["deadlines"]


def replayed(life: str, *, erased: bool = False) -> Dispute:
    """A dispute as its stored events tell it today."""
    log = codec()
    dispute: Dispute | None = None
    stored = [one for one in FIRST_LIVES["events"] if one["stream_id"] == life]
    for one in stored:
        at = datetime.fromisoformat(one["occurred_at"])
        event: Event = log.decode(
            one["topic"],
            one["facts"],
            None if erased else one["narrative"],
            **header_of(UUID(life), one["version"], at),
        )
        dispute = event.mutate(dispute)
    assert dispute is not None
    heard = [datetime.fromisoformat(one["recorded_at"]) for one in stored]
    dispute.stamp(dispute.version, heard)
    return dispute


class TestLivesOfTheFirstForm:
    @pytest.mark.parametrize("life", LIVES)
    def test_have_the_deadlines_that_were_recorded(self, life: str) -> None:
        assert [
            {
                "duty": deadline.set.duty,
                "generation": deadline.set.generation,
                "due_at": deadline.set.due_at and deadline.set.due_at.isoformat(),
                "status": deadline.status,
                "reason": deadline.set.reason,
            }
            for deadline in replayed(life).deadlines
        ] == LIVES[life]

    @pytest.mark.parametrize("erased", [False, True])
    @pytest.mark.parametrize("life", LIVES)
    def test_can_be_told_and_gone_on_with(self, life: str, *, erased: bool) -> None:
        dispute = replayed(life, erased=erased)
        policy = policies()[dispute.raised.policy.ref]

        assert next_step(dispute, policy).endswith(".")
        assert allowed(dispute, policy, ("raising",))
        assert all(prompt.text for prompt in prompts(dispute, policy))
