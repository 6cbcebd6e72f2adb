"""004, the region in Wales: two languages, the chaired meeting, until closed."""

from datetime import UTC, datetime, timedelta

import httpx

from tests.journeys.case import Case, raise_case, written
from tests.journeys.cast import Cast, discussion, raising, resolution
from tests.journeys.letters import letter, mailbox
from tests.journeys.owing import fulfils, owing, states
from tests.journeys.papers import printed, read_as_text
from tests.support.http import Caller, Json
from tests.support.post_office import PostOffice

AREA = "wales-region"
NOT_AGREED = {"trigger": "not_agreed"}
DONE = {"kind": "completion", "result": "confirmed"}
WORDS = "communicate a record of the disagreement and the agreed resolution by e-mail"


class TestUntilClosed:
    def test_leads_and_chairs_are_told_and_the_meeting_of_seniors_decides(
        self, wales: Cast, post: PostOffice
    ) -> None:
        school, social_care = wales.parties
        case, dispute = raise_case(school, raising(AREA))
        calendar = _calendar(social_care)
        assert f"Due: {dispute['reference']}" in _unfolded(school, calendar)
        self._was_talked_over_informally_first(case, wales)
        self._is_put_in_writing_with_support(case, wales)
        self._is_told_in_both_languages(case, wales, post)
        assert case.now(school)["stage"]["id"] == "stage-3"
        self._is_led_and_met_about(case, wales)
        self._is_accepted_by_one_and_refused_by_the_other(case, wales)
        self._leads_to_a_review_in_one_agency(case, wales)
        dispute = self._is_closed(case, wales)
        assert "STATUS:CANCELLED" in _unfolded(school, calendar)
        paper = printed(case, school)
        for words in ("closed · wedi'i gau", "Head of service", "Monday is too late."):
            assert words in paper, words
        self._is_audited_by_the_regional_board(case, wales)

    def _was_talked_over_informally_first(self, case: Case, cast: Cast) -> None:
        # 004 slide 1: for differences "that cannot be resolved informally".
        assert _talked_first(case.now(cast.school)) == ("004 slide 3", False)
        tried = {
            "kind": "prevention",
            "about": "discussion-first",
            "text": "We spoke in the corridor twice, and on the phone.",
        }
        dispute = case.act(cast.school, "records", tried)
        assert _talked_first(dispute) == ("004 slide 3", True)

    def _is_put_in_writing_with_support(self, case: Case, cast: Cast) -> None:
        # 004 stage 1: the concern in writing; slide 1: managers support their staff.
        draft = read_as_text(case, cast.school, "written-concern")
        assert "The child goes home each day to an unassessed risk." in draft
        fulfils(case, cast.school, "stage-1.in-writing", reference="E-mail of today")
        support = {"kind": "support", "text": "Her manager came with her."}
        barrier = {"kind": "barrier", "text": "She was told that it would not help."}
        for kept in (support, barrier):
            case.act(cast.school, "records", kept)
        told = [one["kind"] for one in case.now(cast.social_care)["records"]]
        assert told == ["prevention"]
        assert len(cast.auditor.read(case.path)["records"]) == 3
        interim = {
            "kind": "interim_arrangement",
            "text": "He stays with his aunt.",
            "until": (datetime.now(UTC) + timedelta(days=3)).date().isoformat(),
        }
        case.act(cast.social_care, "records", interim)

    def _is_told_in_both_languages(
        self, case: Case, cast: Cast, post: PostOffice
    ) -> None:
        case.act(cast.school, "discussions", discussion())
        dispute = case.act(cast.school, "escalations", NOT_AGREED)
        # 004 stage 1, third point: the local safeguarding lead, by e-mail.
        lead = letter(post, dispute, mailbox(AREA, "local-safeguarding-lead"), WORDS)
        assert lead.index("Cyfeirnod: ") < lead.index("Reference: ")
        assert "unassessed" not in lead
        for party in cast.parties:
            fulfils(case, party, "stage-1.safeguarding-lead")
        case.act(cast.social_care, "discussions", discussion())
        dispute = case.act(cast.school, "escalations", NOT_AGREED)
        # 004 stage 2, second point: the file of each agency, and the LOG chair.
        letter(post, dispute, mailbox(AREA, "log-chair"), "LOG Chair", WORDS)
        for party in cast.parties:
            fulfils(case, party, "stage-2.persons-file")
            dispute = fulfils(case, party, "stage-2.log-chair")
        done = {"school": "done", "social-care": "done"}
        assert states(dispute, "stage-2.persons-file") == done
        back = {"ground": "new_information", "reason": "The chart was found."}
        case.refused(cast.school, "reopenings", back, "dispute-not-settled")

    def _is_led_and_met_about(self, case: Case, cast: Cast) -> None:
        # 004 stage 3, third point: the lead agency's senior manager chairs.
        path = "meetings/convenings"
        case.refused(cast.social_care, path, _meeting(cast), "chair-not-by-rule")
        case.act(cast.school, "lead-agencies", {"agency": "social-care"})
        dispute = case.act(cast.social_care, path, _meeting(cast))
        for party in cast.parties:
            fulfils(case, party, "stage-3.invitation")
        [meeting] = dispute["convened_meetings"]
        assert meeting["chair"]["agency"] == "social-care"
        kit = cast.school.read(f"{case.path}/meetings/{meeting['id']}/kit")
        assert "Head of service" in str(kit)
        minutes = {
            "outcome": "agreed",
            "power": "decided",
            "decision": "Enquiries begin on Monday.",
            "custodian": "social-care",
            "attended": _people(cast),
            "considered": [
                {"item": one["id"], "answer": "Yes."} for one in meeting["to_consider"]
            ],
        }
        dispute = case.act(
            cast.social_care, f"meetings/{meeting['id']}/minutes", minutes
        )
        # Administrative support: the chair's agency sends the minutes round.
        [circulate] = [one for one in dispute["duties"] if one["kind"] == "minutes"]
        assert circulate["holder"]["agency"] == "social-care"
        path = f"duties/{circulate['id']}/fulfilments"
        case.act(cast.social_care, path, {"circulated_to": _people(cast)})

    def _is_accepted_by_one_and_refused_by_the_other(
        self, case: Case, cast: Cast
    ) -> None:
        [meeting] = case.now(cast.school)["convened_meetings"]
        decided = resolution("decided", declared_by={"role": "Head of service"})
        case.act(cast.social_care, "resolutions", decided)
        path = f"meetings/{meeting['id']}/acceptances"
        case.act(cast.social_care, path, {"accepts": True})
        # 004 stage 3: "should accept"; a refusal stands, and has no further stage.
        case.refused(cast.school, path, {"accepts": False}, "invalid-request")
        no = {"accepts": False, "reason": "Monday is too late."}
        dispute = case.act(cast.school, path, no)
        assert dispute["status"] == "resolved"
        assert "not accepted by school" in dispute["next_step"]
        answered = {"social-care": "done", "school": "declined"}
        assert states(dispute, "stage-3.acceptance") == answered

    def _leads_to_a_review_in_one_agency(self, case: Case, cast: Cast) -> None:
        # 004 stage 3, fourth point: "may", in their own agency.
        fulfils(case, cast.social_care, "stage-3.internal-review", answer="needed")
        duty = owing(case, cast.school, "stage-3.internal-review")
        no = {"reason": "Nothing here that we could review."}
        case.act(cast.school, f"duties/{duty['id']}/refusals", no)
        review = {"kind": "internal_management_review", "reference": "IMR 6"}
        dispute = case.act(cast.social_care, "side-outcomes", review)
        [side] = dispute["side_outcomes"]
        done = {"done_on": datetime.now(UTC).date().isoformat()}
        path = f"side-outcomes/{side['id']}/completions"
        case.act(cast.social_care, path, done)

    def _is_closed(self, case: Case, cast: Cast) -> Json:
        for party in cast.parties:
            dispute = fulfils(case, party, "stage-3.outcome", reference="Minutes")
        # 004 asks for no check-back; what it changed is kept all the same.
        assert dispute["status"] == "closed"
        helped = {"kind": "outcome_for_person", "result": "confirmed", "note": "Safe."}
        return case.act(cast.school, "check-backs", helped)

    def _is_audited_by_the_regional_board(self, case: Case, cast: Cast) -> None:
        # 004 slide 7: "monitor, periodically review and audit the number of cases".
        place = f"/v1/partnerships/{AREA}"
        plan = {
            "next_review_on": "2099-01-05",
            "protracted_after_days": 40,
        }
        planned = cast.board.post(f"{place}/review-plans", plan)
        assert planned.status_code == httpx.codes.CREATED, planned.text
        figures = cast.board.read(f"{place}/statistics")
        assert figures["review"]["next_review_on"] == "2099-01-05"
        assert "case" not in figures["figures"]
        sample = cast.auditor.get(f"{place}/audit-sample", size=200, seed="2099")
        assert sample.status_code == httpx.codes.OK, sample.text
        assert case.id in {one["id"] for one in sample.json()["disputes"]}


def _talked_first(dispute: Json) -> tuple[str, bool]:
    """What is asked to have been tried before, by which slide, and whether it was."""
    [found] = [one for one in dispute["prompts"] if one["about"] == "discussion-first"]
    return found["clause"].partition(",")[0], found["done"]


def _people(cast: Cast) -> list[Json]:
    return [{"agency": one.agency, "role": "Head of service"} for one in cast.parties]


def _meeting(cast: Cast) -> Json:
    return {
        "starts_at": written(datetime.now(UTC) + timedelta(hours=2)),
        "venue": {"kind": "both", "where": "Civic Centre"},
        "chair": {"rule": "lead_agency", "role": "Head of service"},
        "invitees": _people(cast),
    }


def _calendar(caller: Caller) -> str:
    """The secret address of an agency's deadlines, as a calendar program has it."""
    made = caller.post("/v1/calendar-feeds", {"agency": caller.agency})
    assert made.status_code == httpx.codes.CREATED, made.text
    return str(httpx.URL(made.json()["url"]).path)


def _unfolded(caller: Caller, address: str) -> str:
    """What the calendar holds for whoever has its address; no token is asked for."""
    answer = caller.http.get(address)
    assert answer.status_code == httpx.codes.OK, answer.text
    return answer.text.replace("\r\n ", "")
