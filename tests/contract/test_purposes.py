"""Wherever disputes are read, the contract lets one say what for."""

from dispute_api.layers.reads import READS
from tests.contract.reading import contract


class TestPurposes:
    def test_offers_a_purpose_wherever_disputes_are_read(self) -> None:
        wanted = {"$ref": "#/components/parameters/Purpose"}
        offering = {
            operation["operationId"]
            for path in contract()["paths"].values()
            for method, operation in path.items()
            if method in ("get", "post") and wanted in operation.get("parameters", [])
        }

        # Calendar programs send no headers of ours.
        assert offering == READS - {"readCalendarFeed"}

    def test_counts_every_answer_about_a_dispute_as_a_reading(self) -> None:
        about = {
            path["get"]["operationId"]
            for address, path in contract()["paths"].items()
            if "{dispute_id}" in address and "get" in path
        }

        assert about <= READS
