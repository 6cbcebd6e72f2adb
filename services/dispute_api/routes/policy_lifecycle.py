"""Releasing policies, comparing them, putting them in force and retiring them."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import json_answer, replayed_header
from dispute_api.layers.reads import note_read
from dispute_api.requests.bodies import read_json, validated
from dispute_api.requests.cursors import paging
from dispute_api.requests.dependencies import (
    Asked,
    AskedToDecide,
    CallerDep,
    ServicesDep,
    asks_for,
    asks_to_decide,
)
from dispute_api.requests.filters import IN_FORCE, compared_with, in_force_wanted
from dispute_api.requests.headers import etag
from dispute_api.requests.policy_files import checked
from dispute_api.schemas.policies import (
    DEFAULT_DISPUTES,
    PutPolicyInForceRequest,
    RehearsePolicyRequest,
    ReleasePolicyRequest,
    RetirePolicyRequest,
)
from dispute_api.views.policy_lifecycle import (
    diff_view,
    in_force_view,
    released_view,
)
from dispute_api.views.rehearsals import rehearsal_view
from dispute_core.application.deciding import expect_may_decide
from dispute_core.application.policies.comparing import compared
from dispute_core.application.policies.putting_in_force import (
    InForce,
    put_in_force,
    retire,
)
from dispute_core.application.policies.rehearsing import (
    PastWanted,
    expect_may_rehearse,
    rehearse_policy,
)
from dispute_core.application.policies.uploading import release_policy
from dispute_core.domain.errors import PolicyNotFound
from dispute_core.policies import policy_from
from dispute_core.policies.differences import differences

router = APIRouter()

ReleaseAsked = Annotated[
    Asked[ReleasePolicyRequest], Depends(asks_for(ReleasePolicyRequest))
]
AdoptionAsked = Annotated[
    AskedToDecide[PutPolicyInForceRequest],
    Depends(asks_to_decide(PutPolicyInForceRequest)),
]
RetirementAsked = Annotated[
    AskedToDecide[RetirePolicyRequest], Depends(asks_to_decide(RetirePolicyRequest))
]


@router.post("/v1/policies", operation_id="releasePolicy", status_code=201)
async def release(asked: ReleaseAsked, services: ServicesDep) -> Response:
    """Check a policy file and release it under the reference that it names."""
    asker = asked.asker(reason=asked.body.reason, partnership=asked.body.partnership)
    expect_may_decide(asker)
    policy, lint = await checked(asked.body.text, services.catalogue)

    done = await release_policy(asker, policy, asked.core, services.catalogue)

    headers = {
        "Location": f"/v1/policies/{policy.ref}",
        **replayed_header(done.replayed),
    }
    shown = policy_from(done.release.content, done.release.sha256)
    return json_answer(released_view(shown, done.release, lint), 201, headers)


@router.post(
    "/v1/policies/{ref}/adoptions", operation_id="putPolicyInForce", status_code=201
)
async def adopt(ref: str, asked: AdoptionAsked, services: ServicesDep) -> Response:
    """Work under a policy from a date on."""
    asker = asked.asker(reason=asked.body.reason, partnership=asked.body.partnership)

    found = await put_in_force(
        asker, ref, asked.body.from_date, asked.core, services.catalogue
    )

    return _decided(found)


@router.post(
    "/v1/policies/{ref}/retirements", operation_id="retirePolicy", status_code=201
)
async def retire_policy(
    ref: str, asked: RetirementAsked, services: ServicesDep
) -> Response:
    """Work under a policy until the end of a date."""
    asker = asked.asker(reason=asked.body.reason, partnership=asked.body.partnership)

    found = await retire(asker, ref, asked.body.to_date, asked.core, services.catalogue)

    return _decided(found)


@router.get("/v1/policies-in-force", operation_id="listPoliciesInForce")
async def list_policies_in_force(
    request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """Which partnership works under which policy, from when, and until when."""
    wanted = in_force_wanted(request)
    page = paging(request, caller, filters=IN_FORCE)
    after = tuple(page.place or ())

    decisions = await services.catalogue.decisions(wanted.partnership or "")
    known = await services.catalogue.partnerships()

    placed = {
        (partnership.code, entry.from_date.isoformat(), entry.ref): entry
        for partnership in known
        if wanted.partnership in (None, partnership.code)
        for entry in partnership.policies
        if wanted.on is None or entry.holds(wanted.on)
    }
    left = sorted(place for place in placed if place > after)
    shown = left[: page.limit]
    entries = [in_force_view(place[0], placed[place]) for place in shown]
    answer = page.answer(entries, shown[-1] if len(left) > page.limit else None)
    if wanted.partnership is not None:
        answer.headers["ETag"] = etag(len(decisions))
    return answer


@router.get("/v1/policies/{ref}/diff", operation_id="comparePolicies")
async def compare_policies(
    ref: str, request: Request, _caller: CallerDep, services: ServicesDep
) -> Response:
    """What changed between two released texts, each change as a sentence."""
    against = compared_with(request)

    old, new = await compared(ref, against, services.catalogue)

    changes = [] if old is None else differences(old.content, new.content)
    return json_answer(diff_view(ref, old.reference if old else None, changes))


@router.post("/v1/policies/{ref}/rehearsals", operation_id="rehearsePolicy")
async def rehearse(
    ref: str, request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """What past disputes would have come to; nothing is recorded."""
    body = validated(RehearsePolicyRequest, await read_json(request))
    partnership = expect_may_rehearse(caller, body.partnership)
    policy = await services.catalogue.policy(ref)
    if policy is None:
        raise PolicyNotFound("No policy with this reference has been released.")
    wanted = PastWanted(
        partnership=partnership,
        raised_after=body.raised_after,
        raised_before=body.raised_before,
        limit=body.limit or DEFAULT_DISPUTES,
    )

    found = await rehearse_policy(
        caller, policy, wanted, services.core, services.queries
    )

    named = [one.dispute.id for one in found.differing]
    named += [one.dispute.id for one in found.stopped]
    note_read(request, caller, named)
    return json_answer(rehearsal_view(found))


def _decided(found: InForce) -> Response:
    view = in_force_view(found.partnership, found.entry)
    headers = {"ETag": etag(found.version), **replayed_header(found.replayed)}
    return json_answer(view, 201, headers)
