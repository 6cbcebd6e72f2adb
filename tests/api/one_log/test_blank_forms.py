"""The form for days without the service, over HTTP."""

import pytest

from tests.support.api import Api, Speaker

WHERE = "/v1/policies/wales-regional@1/blank-form"


@pytest.mark.asyncio(loop_scope="module")
class TestTheBlankForm:
    async def test_is_a_page_or_a_pdf_as_is_asked_for(self, school: Speaker) -> None:
        page = await school.get(WHERE)
        pdf = await school.get(WHERE, headers={"Accept": "application/pdf"})

        assert page.headers["Content-Type"].startswith("text/html")
        assert "Stage 3" in page.text
        assert page.headers["Vary"] == "Accept"
        assert pdf.headers["Content-Type"] == "application/pdf"
        assert pdf.content.startswith(b"%PDF")
        assert "wales-regional@1-blank-form.pdf" in pdf.headers["Content-Disposition"]

    async def test_is_there_for_released_policies_alone(
        self, api: Api, school: Speaker
    ) -> None:
        unknown = await school.get("/v1/policies/no-such@1/blank-form")
        nobody = await api.http.get(WHERE)

        assert unknown.json()["code"] == "policy-not-found"
        assert nobody.status_code == 401
