# ruff: noqa: E501 - tables read better with one case on a line
"""What people and programs send by mistake, and what they are told."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.api import Api, Json, Speaker, a_dispute

CANARY = "canary-4711"


def without(field: str, inside: str | None = None) -> Json:
    body = a_dispute()
    part = body[inside] if inside else body
    changed = {name: value for name, value in part.items() if name != field}
    return {**body, inside: changed} if inside else changed


def nested(part: str, **changes: Any) -> Json:
    body = a_dispute()
    return {**body, part: {**body[part], **changes}}


INVALID: dict[str, tuple[Json, str, str]] = {
    "no category": (without("category"), "/category", "missing"),
    "no wish": (without("outcome_wanted", "difference"), "/difference/outcome_wanted", "missing"),
    "unknown field": (a_dispute(**{CANARY: 1}), "", "unknown_field"),
    "unknown field inside": (nested("subject", **{CANARY: 1}), "/subject", "unknown_field"),
    "empty text": (nested("difference", disputed=""), "/difference/disputed", "too_short"),
    "blank text": (nested("difference", disputed=" \n\t"), "/difference/disputed", "wrong_form"),
    "giant text": (nested("difference", evidence="x" * 20_001), "/difference/evidence", "too_long"),
    "text with NUL": (nested("difference", disputed="a\x00b"), "/difference/disputed", "wrong_form"),
    "name on two lines": (nested("raised_by", name="a\nb"), "/raised_by/name", "wrong_form"),
    "number for a text": (nested("difference", disputed=7), "/difference/disputed", "wrong_type"),
    "text for a truth": (nested("immediate_risk", present="no"), "/immediate_risk/present", "wrong_type"),
    "number for a truth": (nested("immediate_risk", present=0), "/immediate_risk/present", "wrong_type"),
    "nobody responding": (a_dispute(responding=[]), "/responding", "too_few"),
    "too many": (a_dispute(responding=[{"agency": "police"}] * 51), "/responding", "too_many"),
    "null for a list": (a_dispute(also_affects=None), "/also_affects", "wrong_type"),
    "list for an object": (a_dispute(subject=[]), "/subject", "wrong_type"),
    "unknown kind": (nested("subject", kind=CANARY), "/subject/kind", "unknown_word"),
    "no instant": (a_dispute(raised_at=CANARY), "/raised_at", "wrong_form"),
    "instant without offset": (a_dispute(raised_at="2026-01-01T00:00:00"), "/raised_at", "wrong_form"),
    "unix time": (a_dispute(raised_at=1_700_000_000), "/raised_at", "wrong_form"),
    "no such day": (a_dispute(raised_at="2026-02-30T00:00:00Z"), "/raised_at", "wrong_form"),
    "last century": (a_dispute(raised_at="1999-12-31T23:59:59Z"), "/raised_at", "out_of_range"),
    "end of time": (a_dispute(raised_at="9999-12-31T23:59:59-01:00"), "/raised_at", "out_of_range"),
    "slug in capitals": (a_dispute(partnership="Worcestershire"), "/partnership", "wrong_form"),
    "id no UUID": (a_dispute(continues=CANARY), "/continues", "too_short"),
    "a list": ([], "", "wrong_type"),  # type: ignore[dict-item]
    "a text": ("x", "", "wrong_type"),  # type: ignore[dict-item]
}  # fmt: skip

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).isoformat()

REFUSED: dict[str, tuple[Json, int, str, str | None]] = {
    "unknown partnership": (a_dispute(partnership="nowhere"), 422, "unknown-partnership", "/partnership"),
    "another partnership": (a_dispute(partnership="bexley"), 403, "not-your-agency", "/partnership"),
    "unknown policy": (a_dispute(policy="worcestershire@9"), 422, "unknown-policy", "/policy"),
    "policy of another": (a_dispute(policy="bexley-shield@1"), 422, "unknown-policy", "/policy"),
    "unknown agency": (a_dispute(responding=[{"agency": "nobody"}]), 422, "unknown-agency", "/responding/0/agency"),
    "unknown category": (a_dispute(category="nothing"), 422, "unknown-category", "/category"),
    "other without text": (a_dispute(category_text=None), 422, "invalid-request", "/category_text"),
    "another's dispute": (nested("raised_by", agency="police"), 403, "not-your-agency", "/raised_by/agency"),
    "tomorrow": (a_dispute(raised_at=TOMORROW), 422, "in-the-future", "/raised_at"),
    "an adult under 002": (nested("subject", kind="adult"), 422, "subject-not-covered", "/subject/kind"),
    "a later start under 002": (a_dispute(start_stage={"stage": "stage-2"}), 409, "start-stage-not-allowed", "/start_stage"),
    "an agency twice": (a_dispute(responding=[{"agency": "police"}] * 2), 422, "invalid-request", "/responding"),
}  # fmt: skip


@pytest.mark.asyncio(loop_scope="module")
class TestABodyThatDoesNotFit:
    @pytest.mark.parametrize(("body", "pointer", "code"), INVALID.values(), ids=INVALID)
    async def test_is_told_where_and_why(
        self, school: Speaker, body: Json, pointer: str, code: str
    ) -> None:
        answer = await school.post("/v1/disputes", body)

        assert answer.status_code == 422
        problem = answer.json()
        assert problem["code"] == "invalid-request"
        assert (pointer, code) in {(e["pointer"], e["code"]) for e in problem["errors"]}
        assert CANARY not in answer.text

    async def test_is_told_everything_at_once(self, school: Speaker) -> None:
        answer = await school.post("/v1/disputes", {})

        pointers = {error["pointer"] for error in answer.json()["errors"]}
        assert {"/partnership", "/subject", "/difference", "/category"} <= pointers

    @pytest.mark.parametrize(
        ("body", "status", "code", "pointer"), REFUSED.values(), ids=REFUSED
    )
    async def test_is_refused_by_directory_and_policy(
        self, school: Speaker, body: Json, status: int, code: str, pointer: str
    ) -> None:
        answer = await school.post("/v1/disputes", body)

        assert answer.status_code == status, answer.text
        problem = answer.json()
        assert problem["code"] == code
        assert problem["errors"][0]["pointer"] == pointer

    async def test_leaves_nothing_behind(self, api: Api, school: Speaker) -> None:
        before = await api.services.log.head()

        await school.post("/v1/disputes", without("category"))
        await school.post("/v1/disputes", a_dispute(category="nothing"))

        assert await api.services.log.head() == before


@pytest.mark.asyncio(loop_scope="module")
class TestABodyThatCannotBeRead:
    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"{",
            b"{'a': 1}",
            b'{"a": NaN}',
            b'{"a": -Infinity}',
            b'{"a": 1, "a": 1}',
            b'{"a": {"b": 1, "b": 2}}',
            b'{"a": "\\ud800"}',
            b'{"\\udfff": 1}',
            b'{"a": "\xff"}',
            b'\xef\xbb\xbf{"a": 1}',
            '{"a": 1}'.encode("utf-16"),
            b'{"a": "\x01"}',
            b"[" * 100_000,
            b'{"a":' * 33 + b"1" + b"}" * 33,
            b"1" * 10_000,
            b"{} {}",
        ],
    )
    async def test_is_a_400_that_repeats_none_of_it(
        self, school: Speaker, raw: bytes
    ) -> None:
        answer = await send_raw(school, raw)

        assert answer.status_code == 400
        assert answer.json()["code"] == "malformed-json"

    async def test_is_read_as_deep_as_it_may_be(self, school: Speaker) -> None:
        answer = await send_raw(school, b'{"a":' * 32 + b"1" + b"}" * 32)

        assert answer.status_code == 422

    @pytest.mark.parametrize(
        "kind",
        [
            "text/plain",
            "application/xml",
            "application/json; charset=latin-1",
            "application/problem+json",
            "multipart/form-data; boundary=x",
            "",
        ],
    )
    async def test_must_be_called_json(self, school: Speaker, kind: str) -> None:
        answer = await send_raw(school, b"{}", {"Content-Type": kind})

        assert answer.status_code == 415
        assert answer.json()["code"] == "unsupported-media-type"

    async def test_may_say_that_it_is_utf_8(self, school: Speaker) -> None:
        raw = json.dumps(a_dispute()).encode()
        kind = {"Content-Type": 'Application/JSON; charset="UTF-8"'}

        answer = await send_raw(school, raw, kind)

        assert answer.status_code == 201

    async def test_must_not_be_compressed(self, school: Speaker) -> None:
        answer = await send_raw(school, b"{}", {"Content-Encoding": "gzip"})

        assert answer.status_code == 415


@pytest.mark.asyncio(loop_scope="module")
class TestABodyThatIsTooLarge:
    async def test_is_refused_before_it_is_read(self, school: Speaker) -> None:
        read = 0

        async def sixty_megabytes() -> AsyncIterator[bytes]:
            nonlocal read
            for _ in range(60):
                read += 1
                yield b" " * 1024 * 1024

        size = {"Content-Length": str(60 * 1024 * 1024)}
        answer = await send_raw(school, sixty_megabytes(), size)

        assert answer.status_code == 413
        assert answer.json()["code"] == "body-too-large"

    async def test_is_given_up_where_its_size_was_not_announced(
        self, school: Speaker
    ) -> None:
        async def endless() -> AsyncIterator[bytes]:
            for _ in range(4):
                yield b" " * 512 * 1024

        answer = await send_raw(school, endless())

        assert answer.status_code == 413

    async def test_is_not_even_looked_at_without_a_token(self, api: Api) -> None:
        answer = await send_raw(api.stranger, b"{")

        assert answer.status_code == 401


async def send_raw(
    speaker: Speaker,
    content: bytes | AsyncIterator[bytes],
    headers: dict[str, str] | None = None,
) -> Any:
    said = {
        "Idempotency-Key": "one",
        "Content-Type": "application/json",
        **(headers or {}),
    }
    return await speaker.send("POST", "/v1/disputes", content=content, headers=said)
