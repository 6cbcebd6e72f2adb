"""What was said of a duty: once for each key, corrected by who said it, and erased."""

import asyncpg
import pytest

from dispute_core.log import roles
from tests.api.one_log.owing import agreed, duty_of, now, says
from tests.support.api import Speaker
from tests.support.databases import Database

pytestmark = pytest.mark.asyncio(loop_scope="module")


class TestRepeating:
    async def test_changes_nothing_and_gets_the_same_answer(
        self, school: Speaker
    ) -> None:
        dispute = await agreed(school)
        file = duty_of(dispute, "stage-1.childs-file")
        path = f"/v1/disputes/{dispute['id']}/duties/{file['id']}/fulfilments"

        first = await school.post(path, {}, version=dispute["version"], key="file-it")
        again = await school.post(path, {}, version=dispute["version"], key="file-it")

        assert (first.status_code, again.status_code) == (201, 201)
        assert again.content == first.content
        assert again.headers["Idempotency-Replayed"] == "true"
        assert first.headers["ETag"] == f'"{dispute["version"] + 1}"'

    async def test_needs_the_version_that_was_read(self, school: Speaker) -> None:
        dispute = await agreed(school)
        file = duty_of(dispute, "stage-1.childs-file")
        stale = {**dispute, "version": dispute["version"] - 1}

        late = await says(school, stale, file, "fulfilments", {})
        path = f"/v1/disputes/{dispute['id']}/duties/{file['id']}/fulfilments"
        blind = await school.post(path, {})

        assert (late.status_code, late.json()["code"]) == (412, "stale-version")
        assert (blind.status_code, blind.json()["code"]) == (428, "if-match-missing")


class TestItsWords:
    async def test_are_gone_after_erasure(
        self, school: Speaker, database: Database
    ) -> None:
        dispute = await agreed(school, 2)
        words = {"note": "Soon gone.", "reference": "Soon gone."}
        first = duty_of(dispute, "stage-2.childs-file")
        dispute = await now(school, dispute, first, "fulfilments", words)
        second = duty_of(dispute, "stage-2.in-writing")
        why = {"reason": "Soon gone."}
        dispute = await now(school, dispute, second, "waivers", why)
        third = duty_of(dispute, "stage-2.feedback")
        to = {"role": "Deputy", "name": "Soon gone."}
        dispute = await now(school, dispute, third, "delegations", {"to": to, **why})

        eraser = await asyncpg.connect(database.url(roles.ERASER))
        await eraser.execute("DELETE FROM keys WHERE stream_id = $1", dispute["id"])
        await eraser.close()
        answer = await school.get(f"/v1/disputes/{dispute['id']}")

        assert "Soon gone." not in answer.text
        left = answer.json()
        assert duty_of(left, "stage-2.childs-file")["fulfilments"][0]["note"] is None
        assert duty_of(left, "stage-2.in-writing")["excused"]["reason"] is None
        assert duty_of(left, "stage-2.feedback")["delegations"][0]["reason"] is None
        assert duty_of(left, "stage-2.in-writing")["status"] == "waived"

    async def test_can_be_corrected_by_those_who_said_them(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await agreed(school)
        file = duty_of(dispute, "stage-1.childs-file")
        body = {"reference": "Page 3", "note": "Entered."}
        dispute = await now(school, dispute, file, "fulfilments", body)
        (done,) = duty_of(dispute, "stage-1.childs-file")["fulfilments"]
        anew = {
            "event_id": f"{dispute['id']}.{dispute['version']}",
            "field": "reference",
            "value": "Page 4",
            "reason": "Misread.",
        }
        assert done["reference"] == "Page 3"

        answer = await social_care.post(
            f"/v1/disputes/{dispute['id']}/corrections",
            anew,
            version=dispute["version"],
        )
        assert answer.json()["code"] == "not-your-side"

        dispute = await school.does("corrections", dispute, anew)
        (done,) = duty_of(dispute, "stage-1.childs-file")["fulfilments"]
        assert (done["reference"], done["note"]) == ("Page 4", "Entered.")
