"""The story of a dispute that takes every turn, and none of them politely."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from concord.demo.cases import Case
from concord.demo.happenings import happened
from concord.demo.playing import Played
from concord.demo.story import story
from tests.support.http import Caller
from tests.support.service import RunningService

Json = dict[str, Any]


@dataclass
class Told:
    """A dispute on its way, and what its newest event says."""

    school: Caller
    care: Caller
    path: str = "/v1/disputes"
    version: int | None = None
    last: str = field(default="", init=False)

    def does(self, who: Caller, act: str, **body: Any) -> str:
        answer = who.post(self.path + act, body, version=self.version)
        assert answer.is_success, answer.text
        self.path = f"/v1/disputes/{answer.json()['id']}"
        self.version = answer.json()["version"]
        newest = self.events()[-1]
        return " / ".join(happened(newest, self.dispute()))

    def dispute(self) -> Json:
        return self.school.read(self.path)

    def events(self) -> list[Json]:
        return self.school.items(f"{self.path}/events")


@pytest.fixture
def told(concord: RunningService) -> Told:
    told = Told(
        school=concord.caller("wales-region", agency="school"),
        care=concord.caller("wales-region", agency="social-care"),
    )
    told.does(
        told.school,
        "",
        partnership="wales-region",
        subject={"kind": "child", "reference": "P-1"},
        raised_by={"agency": "school", "role": "Head teacher"},
        responding=[{"agency": "social-care"}],
        category="timeliness",
        difference={
            "disputed": "Nobody has visited.",
            "effect_on_person": "The child waits.",
            "outcome_wanted": "A visit.",
        },
        immediate_risk={"present": False},
    )
    return told


class TestTheStory:
    def test_tells_a_discussion_of_which_nobody_is_named(self, told: Told) -> None:
        said = told.does(
            told.care, "/discussions", method="phone", outcome="no_response"
        )

        assert said == (
            "Social care recorded a discussion by phone. There was no answer."
        )

    def test_tells_a_limit_set_for_the_risk(self, told: Told) -> None:
        said = told.does(
            told.school,
            "/limits",
            kind="risk_set",
            duty="stage-1.discuss",
            due_at="2199-01-05T12:00:00Z",
            reason="School closes.",
        )

        assert said == (
            "School set a limit because of the risk: Sat 5 Jan 2199 12:00. / "
            "School closes."
        )

    def test_tells_a_proposal_as_one(self, told: Told) -> None:
        said = told.does(
            told.care, "/resolutions", outcome="agreed", summary="We visit on Monday."
        )

        assert said == (
            "Social care proposed a resolution, which settles nothing by itself. "
            "We visit on Monday."
        )

    def test_tells_who_came_in_and_what_was_corrected(self, told: Told) -> None:
        brought = told.does(
            told.school, "/parties", change="add", side="responding", agency="health"
        )
        corrected = told.does(
            told.school,
            "/corrections",
            event_id=told.events()[0]["id"],
            field="disputed",
            value="Nobody has visited since May.",
            reason="The month was missing.",
        )

        assert brought == "School brought in Health, on the responding side."
        assert corrected == (
            'School corrected event 1 in "disputed": '
            "Nobody has visited since May. / The month was missing."
        )

    def test_tells_a_withdrawal_and_a_return(self, told: Told) -> None:
        withdrawn = told.does(told.school, "/withdrawals", ground="duplicate")
        reopened = told.does(
            told.school,
            "/reopenings",
            ground="disagreement_returned",
            reason="It was another child.",
        )

        assert withdrawn == "School withdrew it: it had been raised already."
        assert reopened == (
            'School reopened it at "Stage 1": the disagreement has returned. / '
            "It was another child."
        )

    def test_is_told_without_its_words_after_erasure(self, told: Told) -> None:
        told.does(told.care, "/responses", view="We were short of staff.")
        erased = [{**event, "narrative": None} for event in told.events()]

        dispute = told.dispute()
        dispute["difference"] = dict.fromkeys(dispute["difference"])
        case = Case(
            name="",
            edition="",
            title="Erased",
            partnership="",
            told_by="",
            steps=(),
        )
        played = Played(
            case=case,
            dispute=dispute,
            events=erased,
            deadlines=dispute["deadlines"],
        )

        assert "Social care responded." in story(played)
        assert "short of staff" not in story(played)
