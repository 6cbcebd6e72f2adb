"""The published policies over HTTP, and what would follow from them."""

from typing import Any

import httpx

from tests.support.api import Api, Json, Speaker
from tests.support.world import ALL_POLICIES, WALES, WORCESTERSHIRE, policies


async def previewed(speaker: Speaker, ref: str, **body: Any) -> httpx.Response:
    return await speaker.send("POST", f"/v1/policies/{ref}/previews", json=body)


class TestListingPolicies:
    async def test_shows_all_five_by_reference(self, school: Speaker) -> None:
        found: list[Json] = []
        url: str | None = "/v1/policies?limit=2"
        while url:
            answer = await school.get(url)
            found += answer.json()["items"]
            link = answer.headers.get("Link")
            url = link[1 : link.index(">")] if link else None

        assert [one["ref"] for one in found] == sorted(ALL_POLICIES)
        by_ref = {one["ref"]: one for one in found}
        assert by_ref[WORCESTERSHIRE]["sha256"] == policies()[WORCESTERSHIRE].sha256
        assert by_ref[WALES]["nation"] == "WLS"
        assert "adult" in by_ref[WALES]["subject_kinds"]

    async def test_is_open_to_every_role(self, api: Api) -> None:
        for role in ("board", "auditor", "monitor", "admin"):
            answer = await api.role(role).get("/v1/policies")
            assert answer.status_code == httpx.codes.OK

        refused = await api.stranger.get("/v1/policies")
        assert refused.status_code == httpx.codes.UNAUTHORIZED


class TestReadingAPolicy:
    async def test_shows_each_rule_with_its_clause(self, school: Speaker) -> None:
        for ref in ALL_POLICIES:
            policy = (await school.get(f"/v1/policies/{ref}")).json()
            known = policies()[ref]

            assert policy["sha256"] == known.sha256
            assert policy["emergency"]
            assert [stage["id"] for stage in policy["stages"]] == [
                stage.id for stage in known.stages
            ]
            assert [stage["last"] for stage in policy["stages"]][-1] is True
            for stage in policy["stages"]:
                labelled = [*stage["limits"], *stage["check_backs"]]
                assert all(rule["label"][0].isupper() for rule in labelled)
                rules = [*stage["limits"], *stage["moves"], *stage["check_backs"]]
                assert all(rule["clause"] for rule in (stage, *rules))
            assert "other" in {one["code"] for one in policy["categories"]}
            assert len(policy["silences"]) == len(known.silences)
            assert len(policy["readings"]) == len(known.readings)

    async def test_keeps_numbers_and_words_apart(self, school: Speaker) -> None:
        policy = (await school.get(f"/v1/policies/{WORCESTERSHIRE}")).json()

        limits = [limit for stage in policy["stages"] for limit in stage["limits"]]
        numbered = [limit for limit in limits if limit["amount"] is not None]
        worded = [limit for limit in limits if limit["amount"] is None]
        assert [(one["amount"], one["unit"]) for one in numbered] == [
            (1, "working_days"),
            (2, "working_days"),
        ]
        assert all(one["urgency"] or one["printed"] is None for one in worded)
        assert all(one["arms"] for one in numbered)

    async def test_finds_nothing_under_another_name(self, school: Speaker) -> None:
        for ref in ("nowhere@1", "worcestershire@2", "worcestershire", "%F0%9F%92%A9"):
            for answer in (
                await school.get(f"/v1/policies/{ref}"),
                await previewed(school, ref, raised_at="2026-01-01T10:00:00Z"),
            ):
                assert answer.status_code == httpx.codes.NOT_FOUND
                assert answer.json()["code"] == "policy-not-found"


class TestPreviewing:
    async def test_counts_from_the_thursday_before_easter(
        self, school: Speaker
    ) -> None:
        answer = await previewed(
            school, WORCESTERSHIRE, raised_at="2025-04-17T10:00:00Z"
        )

        assert answer.status_code == httpx.codes.OK
        body = answer.json()
        assert body["policy"]["ref"] == WORCESTERSHIRE
        assert [
            (one["id"], one["due_on"], one["due_at"]) for one in body["deadlines"]
        ] == [("stage-1.discuss:1", "2025-04-22", "2025-04-22T23:00:00Z")]
        names = [day["name"] for day in body["deadlines"][0]["counted"]["skipped"]]
        assert names == ["Good Friday", "Easter Monday"]

    async def test_counts_with_another_nation_s_holidays_and_says_so(
        self, school: Speaker
    ) -> None:
        answer = await previewed(
            school, WORCESTERSHIRE, raised_at="2025-04-17T10:00:00Z", nation="SCT"
        )

        body = answer.json()
        assert body["deadlines"][0]["due_on"] == "2025-04-21"
        assert any("Scotland" in note for note in body["notes"])

    async def test_takes_the_earlier_limit_that_the_risk_calls_for(
        self, school: Speaker
    ) -> None:
        risk_set = {"due_at": "2026-06-02T09:00:00Z", "reason": "He is at home alone"}
        answer = await previewed(
            school, WALES, raised_at="2026-06-01T10:00:00Z", risk_set_limit=risk_set
        )

        dues = {one["due_at"] for one in answer.json()["deadlines"]}
        assert "2026-06-02T09:00:00Z" in dues

    async def test_refuses_what_raising_would_refuse(self, school: Speaker) -> None:
        at = "2026-06-01T10:00:00Z"
        cases: list[tuple[str, dict[str, Any], int, str]] = [
            (WORCESTERSHIRE, {"subject_kind": "adult"}, 422, "subject-not-covered"),
            (
                WORCESTERSHIRE,
                {"start_stage": {"stage": "stage-3"}},
                409,
                "start-stage-not-allowed",
            ),
            (
                WORCESTERSHIRE,
                {"risk_set_limit": {"due_at": at}},
                409,
                "limit-not-allowed",
            ),
            (
                WORCESTERSHIRE,
                {"start_stage": {"stage": "stage-9"}},
                422,
                "unknown-stage",
            ),
            (
                WALES,
                {"risk_set_limit": {"due_at": "2026-05-01T10:00:00Z"}},
                422,
                "out-of-order",
            ),
            (WORCESTERSHIRE, {"wish": "granted"}, 422, "invalid-request"),
        ]

        for ref, body, status, code in cases:
            answer = await previewed(school, ref, raised_at=at, **body)
            assert (answer.status_code, answer.json()["code"]) == (status, code)

    async def test_may_look_into_the_future_and_records_nothing(
        self, api: Api, school: Speaker
    ) -> None:
        before = await api.services.log.head()

        answer = await previewed(
            school,
            WORCESTERSHIRE,
            raised_at="2027-06-01T10:00:00Z",
            immediate_risk=True,
        )

        assert answer.status_code == httpx.codes.OK
        assert answer.json()["notes"][0] == policies()[WORCESTERSHIRE].emergency
        assert await api.services.log.head() == before
