"""002, Worcestershire: what each stage has people do, until it may be called closed."""

from datetime import UTC, datetime, timedelta

from tests.journeys.case import Case, deadline_of, raise_case, written
from tests.journeys.cast import Cast, raising, resolution
from tests.journeys.letters import agency_mailbox, letter, mailbox
from tests.journeys.owing import (
    HEARD,
    does_the_rest,
    fulfils,
    owed,
    owing,
    states,
)
from tests.journeys.papers import printed
from tests.support.http import Json
from tests.support.post_office import PostOffice

AREA = "worcestershire"
NOT_AGREED = {"trigger": "not_agreed"}
UNDERSTOOD = {"kind": "understanding", "result": "confirmed"}
DONE = {"kind": "completion", "result": "confirmed"}


def at_stage(cast: Cast, number: int) -> tuple[Case, Json]:
    """A dispute that was taken on, stage by stage."""
    case, dispute = raise_case(cast.school, raising(AREA))
    for _ in range(number - 1):
        dispute = case.act(cast.school, "escalations", NOT_AGREED)
    return case, dispute


class TestStage1:
    def test_is_closed_when_files_and_logs_know_and_each_side_has_checked(
        self, worcestershire: Cast
    ) -> None:
        school, social_care = worcestershire.parties
        case, _ = at_stage(worcestershire, 1)
        action = {"what": "See the child.", "owner_agency": "social-care"}
        dispute = case.act(school, "resolutions", resolution(actions=[action]))
        # 002 stage 1, Resolved: the child's file and the agency's log, of each agency.
        for task in ("stage-1.childs-file", "stage-1.agency-log"):
            assert states(dispute, task) == {"school": "due", "social-care": "due"}
        case.act(school, "check-backs", UNDERSTOOD)
        case.act(social_care, "check-backs", UNDERSTOOD)
        dispute = fulfils(case, school, "stage-1.childs-file", reference="File 20417")
        assert "record the agreed actions on the child's file" in dispute["next_step"]
        assert "(social-care)" in dispute["next_step"]
        for party in worcestershire.parties:
            fulfils(case, party, "stage-1.agency-log")
        seen = {"evidence": "The visit is in the case record.", **DONE}
        dispute = case.act(social_care, "check-backs", seen)
        assert dispute["check_backs"][-1]["evidence"] == seen["evidence"]
        assert dispute["status"] == "resolved"

        dispute = fulfils(case, social_care, "stage-1.childs-file")

        assert dispute["status"] == "closed"
        assert owed(dispute) == []

    def test_is_not_closed_by_the_wrong_agency_twice_or_too_early(
        self, worcestershire: Cast
    ) -> None:
        school, social_care = worcestershire.parties
        case, _ = at_stage(worcestershire, 1)
        path = "duties/stage-1.childs-file.school.1/fulfilments"
        case.refused(school, path, {}, "duty-not-found")
        case.act(school, "resolutions", resolution())
        duty = owing(case, school, "stage-1.childs-file")
        path = f"duties/{duty['id']}"

        case.refused(social_care, f"{path}/fulfilments", {}, "not-your-duty")
        no = {"reason": "We keep no files."}
        case.refused(school, f"{path}/refusals", no, "duty-binding")
        case.act(school, f"{path}/fulfilments", {})
        case.refused(school, f"{path}/fulfilments", {}, "duty-settled")


class TestStage2:
    def test_is_closed_when_staff_have_heard_and_it_stands_in_writing(
        self, worcestershire: Cast
    ) -> None:
        school, social_care = worcestershire.parties
        case, dispute = at_stage(worcestershire, 2)
        fulfils(case, school, "stage-2.report", note="My line manager was told.")
        for party in worcestershire.parties:
            advised = {"answer": "needed", "note": "Our designated lead agrees."}
            fulfils(case, party, "stage-2.advice", **advised)
        case.act(school, "resolutions", resolution())
        self._staff_hear_of_it(case, worcestershire)
        self._it_stands_in_writing_with_a_date(case, worcestershire)
        dispute = fulfils(
            case, social_care, "stage-2.plan-review", answer="needed", reference="CIN 4"
        )
        self._not_for_the_school_to_review_a_plan(case, worcestershire)
        for party in worcestershire.parties:
            fulfils(case, party, "stage-2.childs-file")
            case.act(party, "check-backs", UNDERSTOOD)
        dispute = case.act(school, "check-backs", DONE)

        assert dispute["status"] == "resolved"
        assert [duty["kind"] for duty in owed(dispute)] == [
            "record",
            "record",
            "review",
        ]
        looked = {"kind": "review", "result": "confirmed"}
        assert case.act(school, "check-backs", looked)["status"] == "closed"

    def _staff_hear_of_it(self, case: Case, cast: Cast) -> None:
        # 002 stage 2, Resolved, second point: "immediately".
        for party in cast.parties:
            duty = owing(case, party, "stage-2.feedback")
            assert (duty["urgency"], duty["to"]) == ("immediately", "operational staff")
        sent = fulfils(case, cast.school, "stage-2.feedback", acknowledged_by=[])
        assert states(sent, "stage-2.feedback")["school"] == "due"
        for party in cast.parties:
            told = fulfils(case, party, "stage-2.feedback", acknowledged_by=HEARD)
        assert set(states(told, "stage-2.feedback").values()) == {"done"}

    def _it_stands_in_writing_with_a_date(self, case: Case, cast: Cast) -> None:
        # 002 stage 2, Resolved, third point: "with, where appropriate, a date".
        day = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
        confirmed = {"reference": "Letter of today", "review_on": day}
        dispute = fulfils(case, cast.school, "stage-2.in-writing", **confirmed)
        [review] = [d for d in dispute["duties"] if d["kind"] == "review"]
        assert deadline_of(dispute, review["id"])["due_on"] == day
        fulfils(case, cast.social_care, "stage-2.in-writing")
        fulfils(case, cast.school, "stage-2.review-date")
        duty = owing(case, cast.social_care, "stage-2.review-date")
        assert duty["only_if"] == "where appropriate"
        no = {"reason": "The school's letter gives the date."}
        case.act(cast.social_care, f"duties/{duty['id']}/refusals", no)

    def _not_for_the_school_to_review_a_plan(self, case: Case, cast: Cast) -> None:
        duty = owing(case, cast.school, "stage-2.plan-review")
        why = {"reason": "Children's services hold the plan."}
        dispute = case.act(cast.school, f"duties/{duty['id']}/waivers", why)
        found = owing(case, cast.school, "stage-2.plan-review")
        assert found["status"] == "waived"
        assert found["excused"]["reason"] == why["reason"]
        assert dispute["status"] == "resolved"


class TestStage3:
    def test_asks_where_the_record_is_kept_and_what_is_to_be_reviewed(
        self, worcestershire: Cast
    ) -> None:
        school = worcestershire.school
        case, _ = at_stage(worcestershire, 3)
        case.act(school, "resolutions", resolution())
        # 002 stage 3, Resolved, first point: where the record is held, is decided.
        kept = owing(case, school, "stage-3.where-kept")
        path = f"duties/{kept['id']}/fulfilments"
        case.refused(school, path, {}, "duty-answer-missing")
        fulfils(case, school, "stage-3.where-kept", held_by="social-care")
        fulfils(case, school, "stage-3.policies", answer="needed", note="Thresholds.")
        detail = {"answer": "needed", "note": "She was new to the team."}
        competence = owing(case, school, "stage-3.competence")
        path = f"duties/{competence['id']}/fulfilments"
        case.refused(school, path, detail, "invalid-request")
        fulfils(case, school, "stage-3.competence", answer="needed", reference="HR 9")
        case.act(school, "check-backs", DONE)

        dispute = does_the_rest(case, *worcestershire.parties)

        assert dispute["status"] == "closed"
        record = printed(case, school)
        for words in (
            f"Resolving Professional Differences Record {dispute['reference']}",
            "Status closed Stage reached Stage 3",
            "Nothing here holds back anyone's duty to act for the person at risk",
            "held by Children's social care, Worcestershire",
            "needed; Thresholds.",
            "not answered by the other side",
        ):
            assert words in record
        assert record.index("Page 1 of") < record.index("Page 2 of")


class TestStage4:
    def test_tells_the_board_holds_a_chaired_meeting_and_closes(
        self, worcestershire: Cast, post: PostOffice
    ) -> None:
        school, board = worcestershire.school, worcestershire.board
        case, dispute = at_stage(worcestershire, 4)
        # 002 stage 4: the members for the respective organisations, by organisation.
        for agency, member in (
            ("school", "WSCB member for Example School"),
            ("social-care", "WSCB member for children's social care"),
        ):
            told = letter(post, dispute, agency_mailbox(AREA, agency), member)
            assert "inform the WSCB members for the respective organisations" in told
        manager = letter(post, dispute, mailbox(AREA, "board-manager"), "(002 stage 4)")
        assert "convening of the meeting" in manager
        assert "call 999 first" in manager
        for party in worcestershire.parties:
            fulfils(case, party, "stage-4.members")
            fulfils(case, party, "stage-4.manager")
        dispute = self._meets_under_an_independent_chair(case, worcestershire)
        # The duties of the stages that were passed through are owed like all others.
        dispute = does_the_rest(case, *worcestershire.parties)
        assert owed(dispute, "school") == owed(dispute, "social-care") == []

        dispute = case.act(board, "resolutions", resolution("decided"))

        # 002 stage 4 asks for no check-back.
        assert dispute["status"] == "resolved"
        assert (
            "record one to show that what was agreed was done" in dispute["next_step"]
        )
        dispute = case.act(school, "check-backs", DONE)
        assert dispute["status"] == "closed"
        letter(
            post, dispute, mailbox(AREA, "board-manager"), "the difference is closed"
        )

    def _meets_under_an_independent_chair(self, case: Case, cast: Cast) -> Json:
        starts_at = written(datetime.now(UTC) + timedelta(seconds=1))
        invited = [{"agency": one.agency, "role": "Director"} for one in cast.parties]
        meeting = {
            "starts_at": starts_at,
            "venue": {"kind": "in_person", "where": "County Hall"},
            "chair": {
                "rule": "independent",
                "agency": "school",
                "role": "Head teacher",
            },
            "invitees": invited,
        }
        path = "meetings/convenings"
        case.refused(cast.board, path, meeting, "chair-not-by-rule")
        chair = {"rule": "independent", "office": "independent-chair"}
        alone = {**meeting, "chair": chair, "invitees": invited[:1]}
        case.refused(cast.board, path, alone, "meeting-without-quorum")
        dispute = case.act(cast.board, path, {**meeting, "chair": chair})
        [convened] = dispute["convened_meetings"]
        held = {"outcome": "agreed", "custodian": "board", "attended": invited}
        path = f"meetings/{convened['id']}/minutes"
        dispute = case.act(cast.board, path, held)
        assert deadline_of(dispute, "stage-4.meet")["settled"] is not None
        [minutes] = [duty for duty in dispute["duties"] if duty["kind"] == "minutes"]
        assert minutes["holder"]["side"] == "board"
        path = f"duties/{minutes['id']}/fulfilments"
        case.act(cast.board, path, {"circulated_to": invited})
        for party in cast.parties:
            path = f"meetings/{convened['id']}/acceptances"
            dispute = case.act(party, path, {"accepts": True})
        return dispute
