"""The published policies, and what would follow from them."""

from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import json_answer
from dispute_api.answering.charts import chart_answer
from dispute_api.answering.papers import blank
from dispute_api.requests.bodies import read_json, validated
from dispute_api.requests.cursors import paging
from dispute_api.requests.dependencies import CallerDep, CoreDep, ServicesDep
from dispute_api.schemas.previews import PreviewPolicyRequest
from dispute_api.views.policies import policy_summary, policy_view
from dispute_api.views.policy_lifecycle import release_view
from dispute_api.views.previews import preview_view
from dispute_core.application.core import Core
from dispute_core.application.policies.previewing import preview
from dispute_core.documents.blank_form import blank_form_of
from dispute_core.domain.errors import PolicyNotFound
from dispute_core.domain.policy import Policy
from dispute_core.policies.flowchart import chart_of

router = APIRouter(prefix="/v1/policies")


@router.get("", operation_id="listPolicies")
async def list_policies(request: Request, caller: CallerDep, core: CoreDep) -> Response:
    """Every policy that was ever released, by reference."""
    page = paging(request, caller)
    after = page.place[0] if page.place else ""

    policies = await core.catalogue.policies()

    left = [policy for policy in policies if policy.ref > after]
    shown = left[: page.limit]
    place = (shown[-1].ref,) if len(left) > page.limit else None
    return page.answer([policy_summary(policy) for policy in shown], place)


@router.get("/{ref}", operation_id="getPolicy")
async def get_policy(ref: str, _caller: CallerDep, services: ServicesDep) -> Response:
    """Stages, limits and check-backs, and what the document leaves unsaid."""
    policy = await _released(ref, services.core)
    release = await services.catalogue.release(ref)

    view = policy_view(policy, await _titles(policy, services.core))
    return json_answer({**view, "release": release and release_view(release)})


@router.get("/{ref}/chart", operation_id="getPolicyChart")
async def get_policy_chart(
    ref: str, request: Request, _caller: CallerDep, core: CoreDep
) -> Response:
    """The procedure as a flow chart, as a drawing or as text."""
    policy = await _released(ref, core)

    return chart_answer(chart_of(policy), request.headers)


@router.get("/{ref}/blank-form", operation_id="getBlankForm")
async def get_blank_form(
    ref: str, request: Request, _caller: CallerDep, core: CoreDep
) -> Response:
    """The form to write on by hand while the service is down."""
    policy = await _released(ref, core)

    return await blank(request, blank_form_of(policy, core.clock()))


@router.post("/{ref}/previews", operation_id="previewPolicy")
async def preview_policy(
    ref: str, request: Request, caller: CallerDep, core: CoreDep
) -> Response:
    """Which deadlines would follow; nothing is recorded."""
    body = validated(PreviewPolicyRequest, await read_json(request))
    policy = await _released(ref, core)
    asked = body.asked()

    counted_in = replace(policy, nation=asked.nation or policy.nation)
    calendar = await core.calendar(counted_in, caller.partnership)
    directory = await core.catalogue.partnership(caller.partnership)
    found = preview(policy, asked, calendar, directory)

    return json_answer(preview_view(found))


async def _titles(policy: Policy, core: Core) -> dict[str, str]:
    """The titles of those layers of a policy that have been released here too."""
    refs = {layer.ref for layer in policy.layers if layer.ref}
    found = [await core.catalogue.policy(ref) for ref in sorted(refs)]
    return {layer.ref: layer.title for layer in found if layer}


async def _released(ref: str, core: Core) -> Policy:
    policy = await core.catalogue.policy(ref)
    if policy is None:
        raise PolicyNotFound("No policy with this reference has been released.")
    return policy
