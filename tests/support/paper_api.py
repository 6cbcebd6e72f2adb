"""What tests of documents over HTTP share: how they are asked for, and about what."""

import httpx

from tests.support.api import Json, Speaker, a_discussion, a_dispute

OWN = "Our own manager was told first."


def at(dispute: Json, paper: str) -> str:
    return f"/v1/disputes/{dispute['id']}/{paper}"


async def read(
    speaker: Speaker, dispute: Json, paper: str, form: str
) -> httpx.Response:
    return await speaker.get(at(dispute, paper), headers={"Accept": form})


def saying(**more: str) -> Json:
    """A dispute in which the raising side gives its view as well."""
    body = a_dispute()
    return {**body, "difference": {**body["difference"], **more}}


async def a_complete_one(school: Speaker, social_care: Speaker) -> Json:
    """A dispute whose Record can be sent, with something kept by the school."""
    raised = await school.raises(saying(raiser_view="The threshold is met."))
    answered = await social_care.does("responses", raised, {"view": "It is not met."})
    kept = await school.does(
        "records",
        answered,
        {"kind": "preparation", "text": OWN, "visible_to": "own_agency"},
    )
    return await school.does("discussions", kept, a_discussion(reasons="We differ."))
