"""Lists of disputes: who sees what, looked for how, page by page."""

from typing import Any

import httpx

from tests.api.lists import LONG_AGO, every_page, ids, sweep
from tests.support.api import Api, Speaker, a_dispute

CANARY = "canary-7f3a"
UNFIT = (
    ("limit", "0"),
    ("limit", "201"),
    ("limit", "ten"),
    ("limit", "²"),
    ("side", "board"),
    ("status", "lost"),
    ("stage", "stage-10"),
    ("overdue", "yes"),
    ("due_before", "tomorrow"),
    ("agency", "School"),
    ("partnership", "a" * 101),
    ("category", "no-dashes"),
)


async def listed(speaker: Speaker, **filters: Any) -> list[str]:
    answer = await speaker.get("/v1/disputes", params=filters)
    assert answer.status_code == httpx.codes.OK, answer.text
    return ids(answer.json()["items"])


class TestListingDisputes:
    async def test_shows_the_facts_of_each(self, school: Speaker) -> None:
        raised = await school.raises(a_dispute(raised_at=LONG_AGO))

        answer = await school.get("/v1/disputes")

        assert answer.json() == {
            "items": [
                {
                    "id": raised["id"],
                    "reference": raised["reference"],
                    "partnership": "worcestershire",
                    "training": False,
                    "policy": "worcestershire@1",
                    "status": "open",
                    "stage": "stage-1",
                    "category": "other",
                    "subject_kind": "child",
                    "raised_by_agency": "school",
                    "responding_agencies": ["social-care"],
                    "waiting_on": "responding",
                    "next_due_at": "2026-03-04T00:00:00Z",
                    "overdue": True,
                    "immediate_risk": False,
                    "raised_at": LONG_AGO,
                    "recorded_at": raised["recorded_at"],
                    "version": 1,
                }
            ],
            "next": None,
        }

    async def test_shows_each_caller_only_what_they_may_see(
        self, api: Api, school: Speaker, social_care: Speaker
    ) -> None:
        first = await school.raises()
        told = await school.raises()
        for _ in range(3):
            told = await school.does("escalations", told, {"trigger": "not_agreed"})
        elsewhere = await api.agency("school", "bexley").raises(
            a_dispute(partnership="bexley")
        )
        both = [told["id"], first["id"]]

        assert await listed(school) == both
        assert await listed(social_care) == both
        assert await listed(api.agency("police")) == []
        assert await listed(api.role("board")) == [told["id"]]
        assert await listed(api.role("auditor")) == both
        assert elsewhere["id"] in await listed(api.agency("school", "bexley"))

    async def test_is_refused_to_those_who_see_no_dispute(self, api: Api) -> None:
        for role in ("monitor", "admin"):
            answer = await api.role(role).get("/v1/disputes")

            assert answer.status_code == httpx.codes.FORBIDDEN
            assert answer.json()["code"] == "role-may-not"

    async def test_shows_a_proxy_what_it_acts_for(self, api: Api) -> None:
        voluntary = api.agency("voluntary", "lewisham")
        raiser = {"agency": "voluntary", "role": "Family worker"}
        raised = await voluntary.raises(
            a_dispute(partnership="lewisham", raised_by=raiser)
        )

        assert await listed(api.agency("housing", "lewisham")) == [raised["id"]]

    async def test_finds_by_every_filter(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        old = await school.raises(a_dispute(raised_at=LONG_AGO, category="referral"))
        other = await social_care.raises(
            a_dispute(
                raised_by={"agency": "social-care", "role": "Manager"},
                responding=[{"agency": "school"}, {"agency": "police"}],
            )
        )
        other = await social_care.does("escalations", other, {"trigger": "not_agreed"})
        one, two = [old["id"]], [other["id"]]
        found: list[tuple[dict[str, Any], list[str]]] = [
            ({"partnership": "worcestershire"}, two + one),
            ({"partnership": "bexley"}, []),
            ({"agency": "police"}, two),
            ({"agency": "school", "side": "raising"}, one),
            ({"agency": "school", "side": "responding"}, two),
            ({"side": "raising"}, one),
            ({"side": "responding"}, two),
            ({"waiting_on": "responding"}, two + one),
            ({"waiting_on": "both"}, two),
            ({"waiting_on": "board"}, []),
            ({"status": "open"}, two + one),
            ({"status": "closed"}, []),
            ({"stage": "stage-2"}, two),
            ({"category": "referral"}, one),
            ({"overdue": "true"}, one),
            ({"overdue": "false"}, two),
            ({"due_before": "2026-04-01T00:00:00Z"}, one),
            ({"raised_after": LONG_AGO}, two + one),
            ({"raised_after": "2026-03-02T10:00:01+00:00"}, two),
            ({"raised_before": LONG_AGO}, []),
            ({"raised_before": "2026-03-02T10:00:01Z"}, one),
            ({"overdue": "true", "category": "referral", "stage": "stage-1"}, one),
        ]

        for filters, expected in found:
            assert await listed(school, **filters) == expected, filters

    async def test_leaves_out_and_repeats_nothing_between_pages(
        self, school: Speaker
    ) -> None:
        """Many disputes raised at the very same instant among them."""
        raised = [
            await school.raises(a_dispute(raised_at=LONG_AGO)) for _ in range(5)
        ] + [await school.raises() for _ in range(3)]
        whole = await listed(school)

        for limit in (1, 2, 3, 8):
            found = await every_page(school, f"/v1/disputes?limit={limit}&status=open")
            assert ids(found) == whole
        assert sorted(whole) == sorted(ids(raised))

    async def test_refuses_a_parameter_that_does_not_fit(self, school: Speaker) -> None:
        for name, value in UNFIT:
            answer = await school.get("/v1/disputes", params={name: value})

            assert answer.status_code == httpx.codes.BAD_REQUEST, name
            assert answer.json()["code"] == "invalid-parameter"
            assert answer.json()["errors"][0]["parameter"] == name
            assert f'"{value}"' not in answer.text

    async def test_shows_no_word_that_anybody_wrote(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises(
            a_dispute(
                subject={"kind": "child", "reference": CANARY},
                category_text=CANARY,
                difference={
                    "disputed": CANARY,
                    "effect_on_person": CANARY,
                    "outcome_wanted": CANARY,
                },
                raised_by={"agency": "school", "role": "Lead", "name": CANARY},
                client_reference=CANARY,
                seriousness=CANARY,
                raised_at=LONG_AGO,
            )
        )
        await sweep(api)
        raised = (await school.get(f"/v1/disputes/{raised['id']}")).json()
        record = {"kind": "note", "text": CANARY, "visible_to": "parties"}
        await school.does("records", raised, record)

        for path in ("/v1/disputes", "/v1/breaches", "/v1/events"):
            for query in ("?limit=1", ""):
                answer = await school.get(f"{path}{query}")
                assert answer.json()["items"], path
                assert CANARY not in answer.text
                assert CANARY not in str(answer.headers)
