"""The summaries: one row per dispute, written with the append."""

from datetime import UTC, datetime

from dispute_core.bootstrap import Services
from dispute_core.readmodel.summaries import COLUMNS
from tests.readmodel.playing import Play
from tests.readmodel.rows import LONG_AGO, table_shape, the_row
from tests.support.builders import a_dispute
from tests.support.databases import Database
from tests.support.steps import (
    discusses,
    escalates,
)
from tests.support.world import WORCESTERSHIRE


class TestTheSummary:
    async def test_is_there_as_soon_as_the_dispute_is(
        self, services: Services, play: Play
    ) -> None:
        dispute = await play.raised(
            a_dispute(at=LONG_AGO, responding=("social-care", "police"))
        )

        row = await the_row(services, dispute)

        assert row == {
            "id": dispute.id,
            "reference": dispute.raised.reference,
            "partnership": "worcestershire",
            "policy": WORCESTERSHIRE,
            "status": "open",
            "stage_id": "stage-1",
            "stage_label": "Stage 1",
            "stage_number": 1,
            "category": "other",
            "subject_kind": "child",
            "scope": "inter_agency",
            "raised_by_agency": "school",
            "responding_agencies": ["social-care", "police"],
            "agencies": ["police", "school", "social-care"],
            "board_sees": False,
            "waiting_on": "responding",
            "next_due_at": datetime(2026, 3, 4, tzinfo=UTC),
            "immediate_risk": False,
            "raised_at": LONG_AGO,
            "recorded_at": dispute.recorded[1],
            "version": 1,
        }

    async def test_follows_every_event(self, services: Services, play: Play) -> None:
        dispute = await play.raised(
            a_dispute(at=LONG_AGO), discusses("school"), escalates("school")
        )

        row = await the_row(services, dispute)

        assert (row["stage_id"], row["waiting_on"]) == ("stage-2", "both")
        assert row["version"] == dispute.version
        assert row["recorded_at"] == dispute.recorded[dispute.version]
        assert row["next_due_at"] == dispute.next_due_at()

    async def test_has_a_column_for_each_value(self, database: Database) -> None:
        shape = await table_shape(database)

        kinds = {"timestamp with time zone": "timestamptz"}
        found = {name: kinds.get(kind, kind) for name, kind, _ in shape[0]}
        assert found == COLUMNS
