"""Concerns over HTTP, decided by their lead, and a dispute that a court has kept."""

from tests.support.api import Api, Json, Speaker, a_dispute

WORDS = "Three referrals in a year went unanswered."


async def raised(school: Speaker) -> Json:
    body = {"about": "police", "put_to": "school-designated-lead", "concern": WORDS}
    answer = await school.post("/v1/concerns", body)
    assert answer.status_code == 201, answer.text
    concern: Json = answer.json()
    return concern


async def does(who: Speaker, noun: str, concern: Json, body: Json) -> Json:
    path = f"/v1/concerns/{concern['id']}/{noun}"
    answer = await who.post(path, body, version=concern["version"])
    assert answer.status_code == 201, answer.text
    changed: Json = answer.json()
    return changed


async def decided(api: Api, concern: Json) -> Json:
    lead = api.holder(
        api.issuer.mint(
            "worcestershire", agency="school", office="school-designated-lead"
        )
    )
    decision = {"decision": "taken_up_with_agency", "reason": "The leads will meet."}
    return await does(lead, "decisions", concern, decision)


async def held_dispute(school: Speaker) -> Json:
    party = {"agency": "police", "role": "Police officer"}
    dispute = await school.raises(a_dispute(responding=[party]))
    hold = {"ground": "court", "reason": "The court has asked for it."}
    return await school.does("legal-holds", dispute, hold)
