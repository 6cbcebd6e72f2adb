"""Who sees a dispute, and that hidden is told in the same bytes as absent."""

from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest

from tests.journeys.case import raise_case
from tests.journeys.cast import Cast, discussion, raising, resolution
from tests.support.http import Caller, Json
from tests.support.service import RunningService

READINGS = ("", "/events", "/deadlines")
BODIES: dict[str, Json] = {
    "responses": {"view": "Somebody else's view."},
    "discussions": discussion(),
    "limits": {
        "kind": "risk_set",
        "duty": "stage-2.discuss",
        "due_at": "2099-01-01T12:00:00Z",
    },
    "escalations": {"trigger": "not_agreed"},
    "resolutions": resolution(),
    "check-backs": {"kind": "understanding", "result": "confirmed"},
    "withdrawals": {"ground": "duplicate"},
    "reopenings": {"ground": "new_information"},
    "parties": {"change": "add", "side": "responding", "agency": "health"},
    "records": {"kind": "note", "text": "A note."},
    "corrections": {
        "event_id": "unknown",
        "field": "summary",
        "value": "Another.",
        "reason": "Mistake.",
    },
}


def _strangers(service: RunningService, cast: Cast) -> Iterator[Caller]:
    yield cast.police
    yield cast.board
    yield service.caller("bexley", agency="school")
    yield service.caller("bexley", agency="social-care")
    yield service.caller("bexley", role="board")
    yield service.caller("bexley", role="auditor")
    yield service.caller(cast.partnership, role="monitor")
    yield service.caller(cast.partnership, role="admin")


class TestWhoSees:
    def test_a_hidden_dispute_is_an_absent_one_to_the_byte(
        self, service: RunningService, worcestershire: Cast
    ) -> None:
        case, _ = raise_case(worcestershire.school, raising("worcestershire"))
        absent = UUID(int=UUID(case.id).int ^ 0xFFFF)

        for stranger in _strangers(service, worcestershire):
            for reading in READINGS:
                hidden = stranger.get(case.path + reading)
                missing = stranger.get(f"/v1/disputes/{absent}{reading}")
                _tells_nothing_apart(hidden, missing)
            for noun, body in BODIES.items():
                hidden = stranger.post(f"{case.path}/{noun}", body, version=1)
                missing = stranger.post(
                    f"/v1/disputes/{absent}/{noun}", body, version=1
                )
                _tells_nothing_apart(hidden, missing)
                stale = stranger.post(f"{case.path}/{noun}", body, version=7)
                _tells_nothing_apart(stale, missing)
        assert case.now(worcestershire.school)["version"] == 1

    def test_each_side_the_board_once_told_and_the_auditor_see_it(
        self, worcestershire: Cast
    ) -> None:
        cast = worcestershire
        case, _ = raise_case(cast.school, raising("worcestershire"))
        for reader in (*cast.parties, cast.auditor):
            assert case.now(reader)["id"] == case.id
        assert case.now(cast.auditor)["allowed"] == []
        for _ in range(2):
            case.act(cast.school, "escalations", {"trigger": "not_agreed"})
            assert cast.board.get(case.path).status_code == httpx.codes.NOT_FOUND

        # 002 stage 4: the WSCB members are informed.
        case.act(cast.school, "escalations", {"trigger": "not_agreed"})

        assert case.now(cast.board)["stage"]["id"] == "stage-4"
        # under today's rights the board sees what was before, too
        assert cast.board.read(case.path, version=1)["stage"]["id"] == "stage-1"
        assert case.id in {d["id"] for d in cast.board.items("/v1/disputes")}

    @pytest.mark.parametrize("partnership", ["brighton-hove", "wales-region"])
    def test_the_board_is_never_given_the_case_where_it_only_counts(
        self, request: pytest.FixtureRequest, partnership: str
    ) -> None:
        name = {"brighton-hove": "brighton_hove", "wales-region": "wales"}[partnership]
        cast: Cast = request.getfixturevalue(name)
        case, dispute = raise_case(cast.school, raising(partnership))
        while "escalateDispute" in dispute["allowed"]:
            dispute = case.act(cast.school, "escalations", {"trigger": "not_agreed"})

        assert cast.board.get(case.path).status_code == httpx.codes.NOT_FOUND
        assert cast.board.items("/v1/disputes") == []
        assert cast.board.feed()[0] == []

    def test_an_agency_that_joins_sees_all_of_it_from_then_on(
        self, worcestershire: Cast
    ) -> None:
        cast = worcestershire
        case, _ = raise_case(cast.school, raising("worcestershire"))
        assert cast.police.get(case.path).status_code == httpx.codes.NOT_FOUND
        joins = {"change": "add", "side": "responding", "agency": "police"}

        case.act(cast.school, "parties", joins)

        assert case.now(cast.police)["responding_agencies"] == ["social-care", "police"]
        assert case.types(cast.police) == ["raised", "parties_changed"]
        case.act(cast.school, "parties", {**joins, "change": "remove"})
        assert cast.police.get(case.path).status_code == httpx.codes.NOT_FOUND

    def test_what_an_agency_keeps_for_itself_only_it_and_its_auditor_see(
        self, service: RunningService, worcestershire: Cast
    ) -> None:
        cast = worcestershire
        case, _ = raise_case(cast.school, raising("worcestershire"))
        own = {
            "kind": "preparation",
            "text": "Ask the head.",
            "visible_to": "own_agency",
        }
        case.act(cast.school, "records", own)

        assert [r["text"] for r in case.now(cast.school)["records"]] == [
            "Ask the head."
        ]
        assert case.now(cast.social_care)["records"] == []
        its_own = service.caller("worcestershire", role="auditor", agency="school")
        other = service.caller("worcestershire", role="auditor", agency="social-care")
        assert len(its_own.read(case.path)["records"]) == 1
        assert case.now(cast.auditor)["records"] != []
        assert other.read(case.path)["records"] == []
        for reader in (cast.social_care, other):
            assert case.types(reader) == ["raised"]
            assert "Ask the head." not in str(case.events(reader))
            fed = [e["type"] for e in reader.feed()[0] if e["subject"] == case.id]
            assert fed == ["dispute.raised"]

    def test_the_auditor_of_one_agency_sees_only_what_that_agency_is_a_party_to(
        self, service: RunningService, worcestershire: Cast
    ) -> None:
        cast = worcestershire
        case, _ = raise_case(cast.school, raising("worcestershire"))
        own = service.caller("worcestershire", role="auditor", agency="school")
        other = service.caller("worcestershire", role="auditor", agency="probation")

        assert case.now(own)["allowed"] == []
        assert case.id in {d["id"] for d in own.items("/v1/disputes")}
        assert case.id in {event["subject"] for event in own.feed()[0]}
        assert other.get(case.path).status_code == httpx.codes.NOT_FOUND
        assert other.items("/v1/disputes") == []
        assert other.feed()[0] == []

    def test_monitors_and_admins_see_the_service_and_no_dispute(
        self, service: RunningService, worcestershire: Cast
    ) -> None:
        raise_case(worcestershire.school, raising("worcestershire"))
        for role in ("monitor", "admin"):
            caller = service.caller("worcestershire", role=role)
            for path in ("/v1/disputes", "/v1/breaches", "/v1/events"):
                answer = caller.get(path)
                assert answer.status_code == httpx.codes.FORBIDDEN
                assert answer.json()["code"] == "role-may-not"
            status = caller.read("/v1/status")
            assert status["worker"]["alive"] is True
            assert status["deadlines"]["open"] >= 1
        refused = worcestershire.school.get("/v1/status")
        assert refused.status_code == httpx.codes.FORBIDDEN

    def test_one_side_cannot_act_for_the_other(self, worcestershire: Cast) -> None:
        cast = worcestershire
        case, _ = raise_case(cast.school, raising("worcestershire"))

        withdraws = {"ground": "no_longer_held"}
        case.refused(cast.social_care, "withdrawals", withdraws, "not-your-side")
        responds = {"view": "We answer for them."}
        case.refused(cast.school, "responses", responds, "not-your-side")
        as_raising = resolution(declared_by={"side": "raising"})
        case.refused(cast.social_care, "resolutions", as_raising, "not-your-side")

        dispute = case.act(cast.social_care, "resolutions", resolution())
        assert dispute["status"] == "open"
        assert dispute["resolution"]["proposal"] is True
        assert dispute["deadlines"][0]["status"] == "running"
        assert "raising side confirms" in dispute["next_step"]
        dispute = case.act(cast.school, "resolutions", resolution())
        assert dispute["status"] == "resolved"
        assert dispute["resolution"]["proposal"] is False

    def test_a_board_office_may_enter_a_paper_case_that_it_does_not_then_follow(
        self, worcestershire: Cast
    ) -> None:
        cast = worcestershire
        body = raising("worcestershire", raised_at="2025-06-02T09:00:00Z")

        case, _ = raise_case(cast.board, body)

        assert cast.board.get(case.path).status_code == httpx.codes.NOT_FOUND
        assert case.now(cast.school)["raised_by"]["agency"] == "school"

    def test_nobody_raises_for_an_agency_that_is_not_theirs(
        self, worcestershire: Cast
    ) -> None:
        cast = worcestershire
        for caller in (cast.police, cast.auditor):
            answer = caller.post("/v1/disputes", raising("worcestershire"))
            assert answer.status_code == httpx.codes.FORBIDDEN
        proxy = raising("worcestershire", by="voluntary", to=("social-care",))
        assert (
            cast.school.post("/v1/disputes", proxy).json()["code"] == "not-your-agency"
        )


def _tells_nothing_apart(hidden: httpx.Response, missing: httpx.Response) -> None:
    assert hidden.status_code == missing.status_code == httpx.codes.NOT_FOUND
    assert _without_instance(hidden) == _without_instance(missing)
    assert _named(hidden) == _named(missing)


def _without_instance(answer: httpx.Response) -> bytes:
    """The body but for the number of this occurrence, which differs every time."""
    instance: str = answer.json()["instance"]
    return answer.content.replace(instance.encode(), b"")


def _named(answer: httpx.Response) -> dict[str, str]:
    """The headers but for those that differ from request to request."""
    changing = {"date", "x-request-id", "request-id", "traceparent"}
    return {k: v for k, v in answer.headers.items() if k.lower() not in changing}
