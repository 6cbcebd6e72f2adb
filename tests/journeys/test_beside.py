"""What stands around the talking: safeguards, helpers, written records, outcomes."""

from tests.journeys.cast import Cast, discussion
from tests.journeys.staged import at_stage, kinds
from tests.support.http import Json

CALL = {
    "kind": "requested_safeguard",
    "calls_for": "strategy_meeting",
    "text": "A strategy discussion this week.",
}
OWN_WORDS = "My head of year told me to leave it alone."


class TestRequestedSafeguards:
    """003 Professional Challenge: what may be called for, each with its answer."""

    def test_are_answered_by_the_other_side_with_a_date(
        self, brighton_hove: Cast
    ) -> None:
        school, social_care = brighton_hove.parties
        case, _ = at_stage(brighton_hove)
        asked = case.act(school, "records", CALL)
        [safeguard] = asked["safeguards"]
        assert (safeguard["calls_for"], safeguard["answer"]) == (
            "strategy_meeting",
            None,
        )
        assert "safeguard" in kinds(asked)
        assert "a strategy meeting or discussion" in asked["next_step"]
        assert "answerSafeguard" in case.now(social_care)["allowed"]
        assert "answerSafeguard" not in asked["allowed"]
        path = f"safeguards/{safeguard['id']}/answers"

        case.refused(school, path, {"answer": "given"}, "not-your-side")
        nobody = f"safeguards/{case.id}.1/answers"
        case.refused(social_care, nobody, {"answer": "given"}, "safeguard-not-found")
        why = case.refused(social_care, path, {"answer": "in_part"}, "invalid-request")
        assert why["errors"][0]["pointer"] == "/reason"
        said = {
            "answer": "in_part",
            "reason": "A telephone call of the two teams first.",
            "takes_place_on": "2099-01-05",
        }
        told = case.act(social_care, path, said)

        [safeguard] = told["safeguards"]
        assert safeguard["answer"] == "in_part"
        assert safeguard["answers"][0]["takes_place_on"] == "2099-01-05"
        assert "safeguard" not in kinds(told)
        assert told["deadlines"] == asked["deadlines"]

    def test_are_never_kept_from_the_side_they_are_asked_of(
        self, brighton_hove: Cast
    ) -> None:
        case, _ = at_stage(brighton_hove)
        hidden = {"kind": "requested_safeguard", "visible_to": "own_agency"}

        refused = case.refused(
            brighton_hove.school,
            "records",
            {**hidden, "text": "An assessment."},
            "invalid-request",
        )

        assert refused["errors"][0]["pointer"] == "/visible_to"


class TestSupportersAndBarriers:
    """000, 004: challenging someone senior is hard; who helps is the agency's own."""

    def test_are_seen_by_the_own_agency_and_its_auditor_only(self, wales: Cast) -> None:
        school, social_care = wales.parties
        case, _ = at_stage(wales)
        kept = case.act(school, "records", {"kind": "barrier", "text": OWN_WORDS})
        [barrier] = kept["records"]
        assert barrier["visible_to"] == "own_agency"
        case.act(
            school,
            "corrections",
            {
                "event_id": barrier["id"],
                "field": "text",
                "value": f"{OWN_WORDS} Twice.",
                "reason": "It happened again.",
            },
        )

        assert case.now(social_care)["records"] == []
        assert case.now(social_care)["corrections"] == []
        assert case.now(wales.auditor)["records"] != []
        assert len(case.events(social_care)) == len(case.events(school)) - 2
        fed = [e for e in social_care.feed()[0] if e["subject"] == case.id]
        assert {e["type"] for e in fed} == {"dispute.raised"}
        for paper in ("record", "submission-pack", "file-text"):
            shown = social_care.get(f"{case.path}/{paper}").text
            assert OWN_WORDS not in shown
        then = case.now(school)["version"] - 1
        assert school.read(case.path, version=then)["records"][0]["text"] == OWN_WORDS

    def test_cannot_be_shown_to_the_other_side_by_mistake(self, wales: Cast) -> None:
        case, _ = at_stage(wales)
        shown = {"kind": "support", "text": "My lead sits in.", "visible_to": "parties"}

        refused = case.refused(wales.school, "records", shown, "invalid-request")

        assert refused["errors"][0]["pointer"] == "/visible_to"


class TestTheEffectOnThePerson:
    """000: no adverse effect on outcomes; so it is asked at each stage."""

    def test_is_asked_for_until_it_is_told(self, worcestershire: Cast) -> None:
        school = worcestershire.school
        case, first = at_stage(worcestershire)
        assert "effect_on_person" not in kinds(first)

        asked = case.act(school, "escalations", {"trigger": "not_agreed"})
        assert "effect_on_person" in kinds(asked)
        assert "what the disagreement means for the person" in asked["next_step"]
        told = case.act(school, "discussions", discussion())
        assert "effect_on_person" not in kinds(told)

        effect = "She has stopped coming to school."
        went_on = case.act(
            school,
            "escalations",
            {"trigger": "not_agreed", "effect_on_person": effect},
        )
        assert "effect_on_person" not in kinds(went_on)
        assert went_on["stage"]["effect_on_person"] == effect


class TestTheWrittenRecord:
    """003 stage 2: the issue raised, the action taken, the outcome for the child."""

    def test_is_complete_for_each_agency_when_all_three_parts_are_written(
        self, brighton_hove: Cast
    ) -> None:
        school, social_care = brighton_hove.parties
        case, opened = at_stage(brighton_hove, "stage-2")
        assert opened["written_records"] == [
            {
                "agency": agency,
                "lacks": ["issue_raised", "action_taken", "outcome_for_person"],
            }
            for agency in ("school", "social-care")
        ]
        duties = {
            one["holder"]["agency"]: one["id"]
            for one in opened["duties"]
            if one["asks"] == "three_parts"
        }
        body = {"kind": "written_record"}
        case.refused(school, "records", body, "invalid-request")
        half = {"issue_raised": "No assessment.", "action_taken": "Raised with Ms L."}
        part = case.act(school, "records", {**body, "written": half})
        assert part["written_records"][0]["lacks"] == ["outcome_for_person"]
        assert self.status(part, duties["school"]) == "due"

        rest = {"outcome_for_person": "She is to be seen on Monday."}
        whole = case.act(school, "records", {**body, "written": rest})

        assert self.status(whole, duties["school"]) == "done"
        assert self.status(whole, duties["social-care"]) == "due"
        written = [one["written"] for one in case.now(social_care)["records"]]
        assert written[0] == {**half, "outcome_for_person": None}

    def status(self, dispute: Json, duty: str) -> str:
        [found] = [one for one in dispute["duties"] if one["id"] == duty]
        return str(found["status"])


class TestFacilitation:
    """001: the manager "will then support partners to resolve", and does not decide."""

    def test_is_named_at_the_stage_at_which_the_document_has_it(
        self, bexley: Cast
    ) -> None:
        office = {"office": "practice-review-and-learning-manager"}
        case, _ = at_stage(bexley)
        case.refused(bexley.school, "facilitators", office, "nobody-facilitates")
        told = case.act(
            bexley.school,
            "escalations",
            {"trigger": "not_agreed", "to_stage": "stage-3"},
        )
        assert told["facilitated_by"] is None
        nobody = {"office": "no-such-office"}
        case.refused(bexley.board, "facilitators", nobody, "unknown-office")

        named = case.act(bexley.board, "facilitators", office)

        assert named["facilitated_by"]["clause"] == "001 fifth paragraph"
        assert "does not decide" in named["facilitated_by"]["text"]
        assert "is facilitated by practice-review" in named["next_step"]
        assert named["deadlines"] == told["deadlines"]
        over = case.act(bexley.school, "escalations", {"trigger": "not_agreed"})
        assert over["facilitated_by"] is None
        assert len(over["facilitators"]) == 1


class TestInterimArrangementsAndSeriousness:
    def test_say_who_agreed_until_when_and_how_serious_it_is(
        self, worcestershire: Cast
    ) -> None:
        judged = {"serious": True, "not_easily_resolved": True}
        case, raised = at_stage(worcestershire, seriousness_judged=judged)
        assert raised["seriousness_judged"] == judged
        arrangement = {
            "kind": "interim_arrangement",
            "text": "He stays with his aunt.",
            "agreed_by": [{"agency": "social-care", "role": "Team manager"}],
            "until": "2099-01-05",
        }

        kept = case.act(worcestershire.school, "records", arrangement)

        [record] = kept["records"]
        assert record["until"] == "2099-01-05"
        assert record["agreed_by"][0]["agency"] == "social-care"
        wrong = {"kind": "note", "text": "Until May.", "until": "2099-05-01"}
        case.refused(worcestershire.school, "records", wrong, "invalid-request")
