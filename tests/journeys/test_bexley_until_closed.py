"""001, Bexley: the required meeting, the Executive, the partners, each own log."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import httpx

from tests.journeys.case import Case, raise_case, written
from tests.journeys.cast import Cast, discussion, raising, resolution
from tests.journeys.letters import agency_mailbox, letter, mailbox, nobody_was_written
from tests.journeys.owing import fulfils, states
from tests.journeys.papers import printed
from tests.support.http import Json
from tests.support.post_office import PostOffice

AREA = "bexley"
MANAGER = "practice-review-and-learning-manager"
DONE = {"kind": "completion", "result": "confirmed"}
PROTRACTED = {"mode": "arbitration", "ground": "intractable"}


class TestUntilClosed:
    def test_a_required_meeting_the_executive_and_the_partners_as_arbitrator(
        self, bexley: Cast, post: PostOffice
    ) -> None:
        school, social_care = bexley.parties
        case, _ = raise_case(school, raising(AREA))
        for party in bexley.parties:
            # 001 second paragraph: a system that records when the policies are used.
            fulfils(case, party, "stage-1.own-log", reference="Log 31")
        self._is_met_about_because_it_was_required(case, bexley, post)
        for party in (school, social_care):
            found = states(case.now(party), "stage-1.own-log")
            assert set(found.values()) == {"done"}
        self._goes_to_the_executive(case, bexley, post)
        self._is_facilitated_by_somebody_who_does_not_decide(case, bexley)
        self._is_arbitrated(case, bexley)
        assert case.act(school, "check-backs", DONE)["status"] == "closed"
        self._stands_in_each_agencys_log(case, bexley)

    def _is_met_about_because_it_was_required(
        self, case: Case, cast: Cast, post: PostOffice
    ) -> None:
        # 001 second paragraph: a statutory agency can require it, others may ask.
        asked = case.act(cast.school, "meetings", {"kind": "asked"})
        required = {"kind": "required", "reason": "The plan is not safe."}
        case.refused(cast.school, "meetings", required, "right-not-given")
        dispute = case.act(cast.social_care, "meetings", required)
        assert [one["kind"] for one in dispute["meetings"]] == ["asked", "required"]
        assert asked["stage"] == dispute["stage"]
        letter(post, dispute, agency_mailbox(AREA, "school"), "meeting is called for")
        dispute = case.act(cast.school, "meetings/convenings", convened(cast))
        [meeting] = dispute["convened_meetings"]
        minutes = {
            "outcome": "not_agreed",
            "custodian": "school",
            "attended": people(cast),
            "considered": answers(meeting),
            "reasons": "The route is not agreed.",
        }
        path = f"meetings/{meeting['id']}/minutes"
        dispute = case.act(cast.school, path, minutes)
        assert dispute["discussions"][-1]["method"] == "meeting"
        assert dispute["convened_meetings"][0]["status"] == "held"

    def _goes_to_the_executive(self, case: Case, cast: Cast, post: PostOffice) -> None:
        office = mailbox(AREA, MANAGER)
        dispute = case.now(cast.school)
        assert nobody_was_written(post, dispute, office)
        on = {
            "trigger": "not_agreed",
            "to_stage": "stage-3",
            "reason": "The meeting did not settle the route.",
            "effect_on_person": "He was missing again.",
        }
        dispute = case.act(cast.school, "escalations", on)
        told = letter(post, dispute, office, "Attention of the S.H.I.E.L.D. Executive")
        assert "He was missing again." not in told
        case.act(cast.social_care, "responses", {"view": "He has agreed to support."})
        case.act(cast.school, "discussions", discussion())
        # 001 fifth paragraph: the reasons, and what has happened so far.
        pack = printed(case, cast.school, "submission-pack")
        for words in (
            "The meeting did not settle the route.",
            "He has agreed to support.",
            "What has happened so far",
            dispute["reference"],
        ):
            assert words in pack, words
        send = {"to_office": MANAGER, "how": "link"}
        dispute = case.act(cast.school, "record/submissions", send)
        assert dispute["submissions"][-1]["to_office"] == MANAGER
        assert dispute["reference"] in printed(case, cast.board)

    def _is_facilitated_by_somebody_who_does_not_decide(
        self, case: Case, cast: Cast
    ) -> None:
        dispute = case.act(cast.board, "facilitators", {"office": MANAGER})
        assert "supports the sides and does not decide" in dispute["next_step"]
        decided = resolution("decided")
        case.refused(cast.board, "resolutions", decided, "not-yours-to-declare")
        meeting = {**convened(cast), **PROTRACTED}
        case.refused(cast.board, "meetings/convenings", meeting, "right-not-given")

    def _is_arbitrated(self, case: Case, cast: Cast) -> None:
        # 001 second paragraph: a last resort, for the protracted or intractable.
        dispute = case.act(cast.school, "escalations", {"trigger": "time_passed"})
        assert dispute["stage"]["id"] == "stage-4"
        groundless = {**convened(cast), "mode": "arbitration"}
        path = "meetings/convenings"
        case.refused(cast.board, path, groundless, "invalid-request")
        dispute = case.act(cast.board, path, {**groundless, **PROTRACTED})
        meeting = dispute["convened_meetings"][-1]
        assert (meeting["mode"], meeting["ground"]) == ("arbitration", "intractable")
        minutes = {
            "outcome": "agreed",
            "power": "decided",
            "decision": "A strategy meeting is held this week.",
            "custodian": "board",
            "attended": people(cast),
            "considered": answers(meeting),
        }
        case.act(cast.board, f"meetings/{meeting['id']}/minutes", minutes)
        dispute = case.act(cast.board, "resolutions", resolution("decided"))
        assert dispute["status"] == "resolved"

    def _stands_in_each_agencys_log(self, case: Case, cast: Cast) -> None:
        # 001 second paragraph: when policies are used, and how it is resolved.
        reference = case.now(cast.school)["reference"]
        for party in cast.parties:
            path = f"/v1/agencies/{party.agency}/log"
            answer = party.fetch(path, accept="text/csv")
            assert answer.status_code == httpx.codes.OK, answer.text
            rows = list(csv.DictReader(StringIO(answer.text)))
            [row] = [row for row in rows if reference in row.values()]
            assert "closed" in row.values()
            assert "decided" in row.values()
        other = cast.police.get("/v1/agencies/school/log")
        assert other.status_code in (httpx.codes.FORBIDDEN, httpx.codes.NOT_FOUND)


def people(cast: Cast) -> list[Json]:
    return [{"agency": one.agency, "role": "Service manager"} for one in cast.parties]


def convened(cast: Cast) -> Json:
    return {
        "starts_at": written(datetime.now(UTC) + timedelta(hours=1)),
        "venue": {"kind": "remote"},
        "chair": {"rule": "other", "role": "Detective inspector", "reason": "Free."},
        "invitees": people(cast),
    }


def answers(meeting: Json) -> list[Json]:
    return [{"item": one["id"], "answer": "Yes."} for one in meeting["to_consider"]]
