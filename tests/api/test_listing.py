"""Lists of disputes and of breaches: who sees what, looked for how, page by page."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from dispute_core.application.breaches import report_breaches
from dispute_core.bootstrap import now
from tests.support.api import Api, Json, Speaker, a_dispute

LONG_AGO = "2026-03-02T10:00:00Z"
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


async def every_page(speaker: Speaker, path: str) -> list[Json]:
    """All items, followed by the Link header alone."""
    found: list[Json] = []
    async for page in pages(speaker, path):
        found += page["items"]
    return found


async def pages(speaker: Speaker, path: str) -> AsyncIterator[Json]:
    url: str | None = path
    while url is not None:
        answer = await speaker.get(url)
        assert answer.status_code == httpx.codes.OK, answer.text
        yield answer.json()
        link = answer.headers.get("Link")
        url = link[1 : link.index(">")] if link else None
        assert (answer.json()["next"] is None) == (link is None)


def ids(items: list[Json]) -> list[str]:
    return [item["id"] for item in items]


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


class TestCursors:
    async def test_open_only_where_they_were_given(
        self, api: Api, school: Speaker, social_care: Speaker
    ) -> None:
        for _ in range(3):
            raised = await school.raises()
        first = (await school.get("/v1/disputes?limit=1&status=open")).json()["next"]
        misused: list[tuple[Speaker, str, dict[str, str]]] = [
            (social_care, "/v1/disputes", {"status": "open"}),
            (api.role("auditor"), "/v1/disputes", {"status": "open"}),
            (school, "/v1/disputes", {}),
            (school, "/v1/disputes", {"status": "closed"}),
            (school, "/v1/breaches", {"status": "open"}),
            (school, f"/v1/disputes/{raised['id']}/events", {}),
        ]

        good = await school.get(
            "/v1/disputes", params={"status": "open", "limit": 2, "cursor": first}
        )
        assert good.status_code == httpx.codes.OK
        for speaker, path, filters in misused:
            answer = await speaker.get(path, params={**filters, "cursor": first})
            assert answer.status_code == httpx.codes.BAD_REQUEST
            assert answer.json()["code"] == "invalid-cursor"

    async def test_refuse_the_smallest_change(self, school: Speaker) -> None:
        for _ in range(2):
            await school.raises()
        cursor = (await school.get("/v1/disputes?limit=1")).json()["next"]
        changed = [
            cursor[:-1],
            cursor + "A",
            cursor + "=",
            cursor[:20] + ("A" if cursor[20] != "A" else "B") + cursor[21:],
            "1.",
            "2" + cursor[1:],
            "%00",
            "ä",
            "x" * 2000,
            "",
        ]

        for text in changed:
            answer = await school.get("/v1/disputes", params={"cursor": text})
            assert answer.status_code == httpx.codes.BAD_REQUEST, text
            assert answer.json()["code"] == "invalid-cursor"

    async def test_show_nothing_of_where_they_point(self, school: Speaker) -> None:
        for _ in range(3):
            await school.raises()

        cursors = [
            (await school.get("/v1/events?limit=1")).json()["next"] for _ in range(3)
        ]
        late = (await school.get("/v1/events")).json()["next"]

        assert len(set(cursors)) == 3
        assert {len(cursor) for cursor in (*cursors, late)} == {len(late)}


async def sweep(api: Api) -> None:
    """Report what has passed in every dispute, as the worker does."""
    rows = await api.services.asking.ask(
        lambda it: it.fetch("SELECT id FROM dispute_summaries")
    )
    for row in rows:
        log = api.services.log
        await report_breaches(row["id"], log, now=now(), cause="normal")


class TestListingBreaches:
    async def test_shows_what_was_owed_by_whom_and_when(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises(a_dispute(raised_at=LONG_AGO))
        await sweep(api)

        items = (await school.get("/v1/breaches")).json()["items"]

        assert len(items) == 1
        detected = datetime.fromisoformat(items[0].pop("detected_at"))
        assert timedelta() <= datetime.now(UTC) - detected < timedelta(minutes=1)
        late = detected - datetime(2026, 3, 4, tzinfo=UTC)
        assert items[0].pop("lateness_seconds") == int(late.total_seconds())
        assert items[0].pop("recorded_at") > raised["recorded_at"]
        assert items[0] == {
            "dispute_id": raised["id"],
            "reference": raised["reference"],
            "partnership": "worcestershire",
            "duty": "stage-1.discuss",
            "generation": 1,
            "stage": "stage-1",
            "holder": {"side": "both", "agency": None, "band": "practitioner"},
            "clause": "002 stage 1",
            "due_at": "2026-03-04T00:00:00Z",
            "cause": "entered_late",
            "in_time": False,
        }

    async def test_says_when_it_was_met_in_time_after_all(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises(a_dispute(raised_at=LONG_AGO))
        await sweep(api)
        current = (await school.get(f"/v1/disputes/{raised['id']}")).json()
        await school.does(
            "discussions",
            current,
            {"method": "phone", "outcome": "not_agreed", "held_at": LONG_AGO},
        )

        items = (await school.get("/v1/breaches")).json()["items"]

        assert [item["in_time"] for item in items] == [True]

    async def test_is_seen_found_and_paged_as_disputes_are(
        self, api: Api, school: Speaker
    ) -> None:
        raised = [await school.raises(a_dispute(raised_at=LONG_AGO)) for _ in range(3)]
        await sweep(api)
        found = await every_page(school, "/v1/breaches?limit=1")
        first, last = found[-1]["detected_at"], found[0]["detected_at"]

        async def count(speaker: Speaker, **filters: str) -> int:
            answer = await speaker.get("/v1/breaches", params=filters)
            return len(answer.json()["items"])

        assert sorted(item["dispute_id"] for item in found) == sorted(ids(raised))
        assert [item["recorded_at"] for item in found] == sorted(
            (item["recorded_at"] for item in found), reverse=True
        )
        assert await count(api.agency("police")) == 0
        assert await count(api.role("board")) == 0
        assert await count(api.role("auditor")) == 3
        assert await count(school, agency="social-care") == 3
        assert await count(school, agency="police") == 0
        assert await count(school, stage="stage-1") == 3
        assert await count(school, stage="stage-2") == 0
        assert await count(school, partnership="bexley") == 0
        assert await count(school, detected_after=first) == 3
        assert await count(school, detected_before=first) == 0
        assert await count(school, detected_after=last, detected_before=last) == 0

    async def test_is_refused_to_those_who_see_no_dispute(self, api: Api) -> None:
        answer = await api.role("monitor").get("/v1/breaches")

        assert answer.status_code == httpx.codes.FORBIDDEN
