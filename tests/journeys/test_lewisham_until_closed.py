"""000, Lewisham: correspondence, the Record to the board, support, until closed."""

from datetime import UTC, datetime, timedelta

from tests.journeys.case import Case, raise_case
from tests.journeys.cast import Cast, discussion, raising, resolution
from tests.journeys.letters import agency_mailbox, letter, mailbox, nobody_was_written
from tests.journeys.owing import fulfils, states
from tests.journeys.papers import printed
from tests.support.http import Json
from tests.support.post_office import PostOffice

AREA = "lewisham"
DONE = {"kind": "completion", "result": "confirmed"}
LETTER = {
    "kind": "correspondence",
    "text": "We asked for the outcome of the referral in writing.",
    "source": {
        "from": "Designated safeguarding lead",
        "to": "Duty team",
        "dated": "2025-04-16",
        "held_at": "School safeguarding file",
    },
}


class TestUntilClosed:
    def test_the_record_is_complete_before_it_goes_to_the_board(
        self, lewisham: Cast, post: PostOffice
    ) -> None:
        school, social_care = lewisham.parties
        case, dispute = raise_case(school, raising(AREA))
        told = letter(post, dispute, agency_mailbox(AREA, "social-care"), "raised with")
        assert f"/v1/disputes/{case.id}" in told
        # 000: records of discussions and of correspondence, by both.
        case.act(school, "records", LETTER)
        for party in lewisham.parties:
            fulfils(case, party, "stage-1.records")
        board = mailbox(AREA, "board-referrals")
        assert nobody_was_written(post, dispute, board)
        going_on = {"trigger": "not_agreed", "reason": "They will not assess."}
        dispute = case.act(school, "escalations", going_on)
        assert states(dispute, "stage-1.records") == {
            "school": "done",
            "social-care": "done",
        }

        self._cannot_be_sent_half_empty(case, lewisham)
        case.act(social_care, "responses", {"view": "Support was offered."})
        case.act(school, "discussions", discussion())
        self._is_sent_and_read(case, lewisham)
        self._is_settled_and_closed(case, lewisham, post)

    def _cannot_be_sent_half_empty(self, case: Case, cast: Cast) -> None:
        # 000, last paragraph: "with a completed ... Record". It held up no referral.
        assert case.now(cast.board)["stage"]["id"] == "stage-2"
        send = {"to_office": "board-referrals", "how": "link"}
        problem = case.refused(
            cast.school, "record/submissions", send, "record-incomplete"
        )
        assert "responding" in str(problem["errors"]).lower()

    def _is_sent_and_read(self, case: Case, cast: Cast) -> None:
        send = {"to_office": "board-referrals", "how": "link"}
        dispute = case.act(cast.school, "record/submissions", send)
        [sent] = dispute["submissions"]
        assert sent["missing"] == []
        office = printed(case, cast.board)
        for words in (
            "Resolving Professional Differences Record",
            dispute["reference"],
            "We asked for the outcome of the referral in writing.",
            "Support was offered.",
            "They will not assess.",
        ):
            assert words in office, words
        pack = printed(case, cast.school, "submission-pack")
        assert "The referral of 14 April was closed without an assessment." in pack

    def _is_settled_and_closed(self, case: Case, cast: Cast, post: PostOffice) -> None:
        day = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()
        action = {"what": "Assess.", "owner_agency": "social-care", "due_on": day}
        dispute = case.act(cast.school, "resolutions", resolution(actions=[action]))
        assert dispute["status"] == "resolved"
        # Not done after all: the agreement goes, and says why; nothing is just lost.
        why = {"reason": "The family has moved to another area."}
        dispute = case.act(cast.school, "duties/action-1/waivers", why)
        assert dispute["actions"][0]["status"] == "waived"
        assert dispute["status"] == "closed"
        for party in ("school", "social-care"):
            letter(post, dispute, agency_mailbox(AREA, party), "difference is closed")

    def test_whoever_raises_is_supported_and_says_what_it_means_at_each_stage(
        self, lewisham: Cast
    ) -> None:
        school, social_care = lewisham.parties
        case, dispute = raise_case(school, raising(AREA))
        # 000 second reminder: challenging somebody senior is hard; who helps is named.
        support = {
            "kind": "support",
            "text": "The head teacher stands behind her.",
            "by": {"name": "M. Osei", "role": "Head teacher"},
        }
        case.act(school, "records", support)
        case.act(school, "records", {"kind": "barrier", "text": "Told to let it be."})
        kinds = [one["kind"] for one in case.now(school)["records"]]
        assert kinds == ["support", "barrier"]
        assert case.now(social_care)["records"] == []
        assert len(lewisham.auditor.read(case.path)["records"]) == 2

        # 000 first reminder: the effect on the child, at each stage.
        on = {"trigger": "no_response"}
        dispute = case.act(school, "escalations", on)
        assert "Say what the disagreement means for the person" in dispute["next_step"]
        dispute = case.act(school, "discussions", discussion())
        assert "Say what the disagreement means" not in dispute["next_step"]
        dispute = self._is_learned_from(case, lewisham)
        assert case.act(school, "check-backs", DONE)["status"] == "closed"

    def _is_learned_from(self, case: Case, cast: Cast) -> Json:
        # 000, networking forums: what was learned is carried to where others learn.
        case.act(cast.school, "resolutions", resolution())
        learning = {
            "kind": "learning_item",
            "text": "Say the threshold in the first call.",
        }
        dispute = case.act(cast.school, "side-outcomes", learning)
        assert [one["kind"] for one in dispute["side_outcomes"]] == ["learning_item"]
        return dispute
