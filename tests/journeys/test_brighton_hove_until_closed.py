"""003, Brighton & Hove: each agency's own records, safeguards, counts, until closed."""

from tests.journeys.case import Case, raise_case
from tests.journeys.cast import Cast, discussion, raising, resolution
from tests.journeys.letters import agency_mailbox, letter, mailbox, nobody_was_written
from tests.journeys.owing import does_the_rest, fulfils, owing, states
from tests.journeys.papers import read_as_text
from tests.support.http import Json
from tests.support.post_office import PostOffice

AREA = "brighton-hove"
STATISTICS = f"/v1/partnerships/{AREA}/statistics"
NOT_AGREED = {"trigger": "not_agreed"}
DONE = {"kind": "completion", "result": "confirmed"}
PARTS = {
    "issue_raised": "That nobody has seen the children.",
    "action_taken": "Asked for a strategy meeting.",
    "outcome_for_person": "They were seen the next day.",
}


class TestUntilClosed:
    def test_every_agency_keeps_its_own_record_of_every_stage(
        self, brighton_hove: Cast, post: PostOffice
    ) -> None:
        school, social_care = brighton_hove.parties
        before = brighton_hove.board.read(STATISTICS)["figures"]
        case, dispute = raise_case(school, raising(AREA))
        self._is_prepared_and_put_in_three_parts(case, brighton_hove)
        self._calls_for_safeguards_that_are_answered(case, brighton_hove)
        self._is_kept_by_each_agency(case, brighton_hove)
        case.act(school, "escalations", NOT_AGREED)
        self._has_a_written_record_in_three_parts(case, brighton_hove)
        case.act(school, "escalations", NOT_AGREED)
        case.act(school, "escalations", {"trigger": "policy_issue"})
        self._is_raised_with_the_professional_leads(case, brighton_hove)
        case.act(social_care, "discussions", discussion("agreed"))
        case.act(school, "resolutions", resolution())
        does_the_rest(case, *brighton_hove.parties)
        assert case.act(school, "check-backs", DONE)["status"] == "closed"
        closed = agency_mailbox(AREA, "social-care")
        letter(post, dispute, closed, "the difference is closed")
        # 003 Recording: of the board only its office for records may have been asked,
        # if its mail went before the record was reported.
        assert nobody_was_written(post, dispute, mailbox(AREA, "board-manager"))
        self._is_counted_and_named_to_nobody(case, brighton_hove, before)

    def _is_prepared_and_put_in_three_parts(self, case: Case, cast: Cast) -> None:
        # 003 Professional Challenge: what, when and how, with the own manager.
        own = {"kind": "preparation", "text": "Stay with what he does to her."}
        case.act(cast.school, "records", own)
        assert case.now(cast.social_care)["records"] == []
        fulfils(case, cast.school, "stage-1.how-to-challenge", answer="needed")
        # 003 stage 1: specific, evidence based, and how it affects the child.
        concern = read_as_text(case, cast.school, "written-concern")
        for words in (
            "The referral of 14 April was closed without an assessment.",
            "Three unexplained bruises in four weeks, each recorded.",
            "The child goes home each day to an unassessed risk.",
        ):
            assert words in concern
        fulfils(case, cast.school, "stage-1.specific", reference="Secure mail of today")

    def _calls_for_safeguards_that_are_answered(self, case: Case, cast: Cast) -> None:
        # 003 Professional Challenge, first paragraph: examples of what to call for.
        asked = {
            "kind": "requested_safeguard",
            "calls_for": "strategy_meeting",
            "text": "Before the weekend.",
        }
        dispute = case.act(cast.school, "records", asked)
        assert "called for a strategy meeting" in dispute["next_step"]
        [safeguard] = dispute["safeguards"]
        given = {"answer": "given", "takes_place_on": "2099-03-02"}
        path = f"safeguards/{safeguard['id']}/answers"
        case.refused(cast.school, path, given, "not-your-side")
        dispute = case.act(cast.social_care, path, given)
        assert dispute["safeguards"][0]["answers"][0]["answer"] == "given"
        assert "called for a strategy meeting" not in dispute["next_step"]

    def _is_kept_by_each_agency(self, case: Case, cast: Cast) -> None:
        # 003 stage 1: "records of discussions must be maintained by all the agencies".
        case.act(cast.social_care, "discussions", discussion())
        dispute = fulfils(case, cast.school, "stage-1.records")
        assert states(dispute, "stage-1.records") == {
            "school": "done",
            "social-care": "due",
        }
        text = read_as_text(case, cast.social_care, "file-text")
        assert "We went through the referral and its evidence together." in text
        assert "Stay with what he does to her." not in text
        fulfils(case, cast.social_care, "stage-1.records", reference="Case note 88")
        # 003, after stage 4: each reports the challenge; the board reads its copies.
        for party in cast.parties:
            fulfils(case, party, "stage-1.report")
        # 003, at every stage: advice is sought, and said.
        for party in cast.parties:
            fulfils(case, party, "stage-1.advice", answer="needed", note="The nurse.")

    def _has_a_written_record_in_three_parts(self, case: Case, cast: Cast) -> None:
        # 003 stage 2: the issue raised, the action taken, the outcome for the child.
        two = {name: PARTS[name] for name in ("issue_raised", "action_taken")}
        case.act(cast.school, "records", {"kind": "written_record", "written": two})
        assert owing(case, cast.school, "stage-2.written-record")["status"] == "due"
        last = {"outcome_for_person": PARTS["outcome_for_person"]}
        case.act(cast.school, "records", {"kind": "written_record", "written": last})
        whole = {"kind": "written_record", "written": PARTS}
        dispute = case.act(cast.social_care, "records", whole)
        assert states(dispute, "stage-2.written-record") == {
            "school": "done",
            "social-care": "done",
        }

    def _is_raised_with_the_professional_leads(self, case: Case, cast: Cast) -> None:
        dispute = case.now(cast.school)
        assert dispute["stage"]["id"] == "stage-4"
        assert "senior child protection manager" in dispute["next_step"]
        review = {"kind": "policy_review", "text": "The threshold document is unclear."}
        dispute = case.act(cast.school, "side-outcomes", review)
        assert dispute["side_outcomes"][0]["kind"] == "policy_review"
        training = {"kind": "training", "text": "Core programme, day two."}
        case.act(cast.social_care, "side-outcomes", training)

    def _is_counted_and_named_to_nobody(
        self, case: Case, cast: Cast, before: Json
    ) -> None:
        # 003, after stage 4: records of challenges, for statistical purposes.
        board, reference = cast.board, case.now(cast.school)["reference"]
        assert board.get(case.path).status_code == 404
        counted = board.read(STATISTICS)["figures"]
        assert counted["opened"] == before["opened"] + 1
        assert counted["settled"] == before["settled"] + 1
        copies = board.items("/v1/monitoring-copies")
        copy = max(copies, key=lambda one: len(one["stages"]))
        assert [stage["number"] for stage in copy["stages"]] == [1, 2, 3, 4]
        for secret in (reference, case.id, "PUP-20417", "Okafor", "bruises"):
            assert secret not in str(copies), secret
