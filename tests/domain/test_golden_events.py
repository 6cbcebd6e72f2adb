import json

from tests.support.event_fields import GOLDEN, events_as_stored, golden_text

STORED = json.loads(GOLDEN.read_text(encoding="utf-8"))


class TestTheEventsThatAreStored:
    """What boards have on record can never be changed, so neither can these.

    For a new event, or a new `class_version` with its upcast, write the golden file
    anew: `PYTHONPATH=services python -m tests.support.event_fields`.
    """

    def test_have_the_fields_that_the_golden_file_says(self) -> None:
        assert events_as_stored() == STORED

    def test_are_written_down_as_the_command_writes_them(self) -> None:
        assert golden_text() == GOLDEN.read_text(encoding="utf-8")

    def test_seal_every_name_and_every_text_that_people_write(self) -> None:
        # What is left is ours: reasons for dates, our short name, a yes or no.
        written = {
            "name", "reference", "summary", "reason", "reasons", "note", "what",
            "owner", "view", "evidence", "proposal", "disputed", "effect_on_person",
            "outcome_wanted", "raiser_view", "action_taken", "category_text",
            "seriousness", "client_reference", "start_reason", "risk_reason",
            "information_reviewed", "advice_from", "sender", "recipient", "held_at",
            "not_done_because", "chaired_because", "incomplete_because",
        }  # fmt: skip
        legible = {
            f"{topic} {name}"
            for topic, event in STORED.items()
            if topic.startswith("dispute.")
            for name, field in event["fields"].items()
            if field["kind"] == "fact" and name.rpartition(".")[2] in written
        }

        sets = (" deadlines_started[].", " deadlines_settled[].set.")
        ours = {name for name in legible if any(part in name for part in sets)}
        assert legible - ours == {
            "dispute.deadline_recomputed reason",  # as public as the calendar
            "dispute.duty_told recipient",  # a code, or the document's words
            "dispute.notice_undelivered recipient",  # a code, or the document's words
            "dispute.raised reference",
            "dispute.resolved proposal",
        }
