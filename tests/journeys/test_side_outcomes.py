"""What a dispute leads to beside its own end, and what a policy says of learning."""

import httpx

from tests.journeys.cast import Cast, resolution
from tests.journeys.staged import at_stage


class TestSideOutcomes:
    """002 stages 2 and 3, 004 stage 3: what a dispute leads to beside its own end."""

    def test_are_open_until_their_agency_says_that_they_are_done(
        self, wales: Cast
    ) -> None:
        school, social_care = wales.parties
        case, _ = at_stage(wales)
        review = {"kind": "internal_management_review", "text": "Of our duty desk."}
        case.refused(
            school,
            "side-outcomes",
            {**review, "agency": "social-care"},
            "not-your-agency",
        )
        told = case.act(social_care, "side-outcomes", {**review, "themes": ["drift"]})
        [outcome] = told["side_outcomes"]
        assert (outcome["status"], outcome["agency"]) == ("open", "social-care")
        path = f"side-outcomes/{outcome['id']}/completions"
        case.refused(school, path, {}, "not-your-agency")
        done = case.act(social_care, path, {"note": "Two more people answer calls."})

        assert done["side_outcomes"][0]["status"] == "done"
        case.refused(social_care, path, {}, "side-outcome-done")
        assert case.now(school)["status"] == "open"

    def test_keep_competence_by_reference_and_within_the_agency(
        self, worcestershire: Cast
    ) -> None:
        school, social_care = worcestershire.parties
        case, _ = at_stage(worcestershire)
        case.act(school, "resolutions", resolution())
        note = {"kind": "competence", "text": "He never read the chronology."}
        case.refused(social_care, "side-outcomes", note, "invalid-request")
        issue = {"kind": "competence", "reference": "HR 2026/114"}

        kept = case.act(social_care, "side-outcomes", issue)

        [outcome] = kept["side_outcomes"]
        assert outcome["reference"] == "HR 2026/114"
        assert case.now(school)["side_outcomes"] == []
        assert "side_outcome_recorded" not in case.types(school)
        fed = [e for e in school.feed()[0] if e["subject"] == case.id]
        assert "dispute.side_outcome_recorded" not in {e["type"] for e in fed}
        path = f"side-outcomes/{outcome['id']}/completions"
        case.refused(school, path, {}, "side-outcome-not-found")
        correction = {
            "event_id": outcome["id"],
            "field": "text",
            "value": "He never read it.",
            "reason": "To say more.",
        }
        case.refused(social_care, "corrections", correction, "not-correctable")

    def test_tie_what_was_learned_to_its_review_and_send_elsewhere_by_a_route(
        self, brighton_hove: Cast
    ) -> None:
        school = brighton_hove.school
        case, _ = at_stage(brighton_hove)
        elsewhere = {"kind": "referral_elsewhere", "text": "To the hub."}
        case.refused(school, "side-outcomes", elsewhere, "invalid-request")
        learned = {"kind": "learning_item", "text": "Ask why.", "review": "Child A"}
        praised = {"kind": "good_practice", "text": "They rang back within the hour."}
        route = {**elsewhere, "route": "child_protection_referral"}
        training = {"kind": "training", "text": "Days 1 to 3.", "done_on": "2026-01-09"}
        plan = {"kind": "plan_review", "reference": "Plan of 2 March"}
        for body in (learned, praised, route, training, plan):
            told = case.act(school, "side-outcomes", body)

        found = {one["kind"]: one for one in told["side_outcomes"]}
        assert found["learning_item"]["review"] == "Child A"
        assert found["referral_elsewhere"]["route"] == "child_protection_referral"
        assert found["training"]["status"] == "done"
        assert found["plan_review"]["reference"] == "Plan of 2 March"
        later = {"kind": "training", "text": "Next.", "done_on": "2099-01-01"}
        case.refused(school, "side-outcomes", later, "in-the-future")


class TestWhatAPolicySays:
    def test_ties_a_rule_to_its_review_names_agencies_and_links_at_stages(
        self, brighton_hove: Cast, worcestershire: Cast
    ) -> None:
        policy = brighton_hove.school.read("/v1/policies/brighton-hove@1")
        [lesson] = policy["learned_from"]
        assert "Child A" in lesson["review"]
        assert "Housing Providers" in policy["agencies_named"]["kinds"]

        links = worcestershire.school.read("/v1/policies/worcestershire@1")["stages"]

        assert links[0]["links"][0]["label"].startswith("Checking back: Ask")
        assert links[3]["links"][0]["label"] == "WSCB membership"


def test_hidden_disputes_answer_as_absent_ones(wales: Cast) -> None:
    case, _ = at_stage(wales)
    outcome = {"kind": "good_practice", "text": "A quick answer."}

    answer = wales.health.post(f"{case.path}/side-outcomes", outcome, version=1)

    assert answer.status_code == httpx.codes.NOT_FOUND
    assert answer.json()["code"] == "dispute-not-found"
