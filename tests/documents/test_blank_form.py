"""The form for days without the service asks what the service would ask."""

from datetime import UTC, datetime

import pytest

from dispute_core.documents import html_of, pdf_of
from dispute_core.documents.blank_form import blank_form_of
from dispute_core.documents.in_welsh import in_welsh
from dispute_core.documents.labels import labels
from dispute_core.documents.model import Document, Table, Writing
from dispute_core.domain.policy import Policy
from dispute_core.policies import policy_from, shipped
from tests.documents.test_pages import text_of

AT = datetime(2026, 4, 1, 9, tzinfo=UTC)
POLICIES = [policy_from(one.content, one.sha256) for one in shipped()]
DUTY_TO_ACT = "Nothing here holds back anyone's duty to act for the person at risk."


def questions(form: Document) -> list[Writing]:
    blocks = [block for one in form.sections for block in one.blocks]
    return [block for block in blocks if isinstance(block, Writing)]


@pytest.mark.parametrize("policy", POLICIES, ids=lambda one: one.ref)
class TestTheBlankForm:
    def test_shows_every_limit_in_the_documents_words(self, policy: Policy) -> None:
        form = blank_form_of(policy, AT)

        for stage in policy.stages:
            part = next(one for one in form.sections if one.id == stage.id)
            table = next(one for one in part.blocks if isinstance(one, Table))
            assert len(table.rows) == len(stage.limits)
            for row, limit in zip(table.rows, stage.limits, strict=True):
                said = [cell.text or "" for cell in row]
                assert limit.clause in said[2]
                assert limit.within is None or limit.within.printed in said[1]
                assert row[3].state == "blank"

    def test_offers_the_kinds_of_the_policy_and_no_others(self, policy: Policy) -> None:
        kinds = next(
            one
            for one in questions(blank_form_of(policy, AT))
            if one.label == "Kind of disagreement"
        )

        assert kinds.choices == tuple(one.label for one in policy.categories)

    def test_is_printed_with_the_duty_to_act(self, policy: Policy) -> None:
        form = blank_form_of(policy, AT)
        page, printed = html_of(form), text_of(pdf_of(form))

        for said in (DUTY_TO_ACT, policy.emergency):
            assert said.split(".")[0].replace("'", "&#39;") in page
            assert "".join(said.split(".")[0].split()) in "".join(printed.split())

    def test_is_in_both_tongues_in_wales_alone(self, policy: Policy) -> None:
        form = blank_form_of(policy, AT)
        fixed = [one.label for one in questions(form) if one.lines]
        own = {one.text for one in policy.preconditions}

        welsh = policy.nation == "WLS"
        assert ('lang="cy"' in html_of(form)) == welsh
        if welsh:
            assert set(fixed) - own <= set(labels(form))
            assert [one for one in fixed if in_welsh(one) is None] == []
