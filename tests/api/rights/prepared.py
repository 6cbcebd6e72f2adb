"""Disputes in every state, and whoever can stand to them in some way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dispute_core.application.authorization.relations import Relation
from dispute_core.application.caller import Mandate
from tests.support.api import Api, Json, Speaker, a_discussion, a_dispute

HERE, THERE = "lewisham", "bexley"
"""Lewisham's document tells its board at the second stage."""

STATES = ("open", "resolved", "closed", "withdrawn")
NIGHT, DAY = "night-duty", "day-duty"
"""Two offices of the kind emergency-access; the first has opened every dispute."""

SENT_TO = "board-referrals"
ENDED = Mandate(
    from_date=date(2020, 1, 1), to_date=date(2020, 12, 31), purpose="review"
)
TO_COME = Mandate(
    from_date=date.today() + timedelta(days=30),  # noqa: DTZ011 - a month away
    to_date=date.today() + timedelta(days=60),  # noqa: DTZ011
    purpose="review",
)
REASON = {"purpose": "risk_to_life", "reason": "The child was found alone at night."}


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody who asks, and every way in which they stand to what they ask about."""

    name: str
    stands: tuple[Relation, ...]
    speaker: Speaker


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something that is asked about in one state, and who asks."""

    state: str
    path: Mapping[str, str]
    actors: tuple[Actor, ...]
    body: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class People:
    """Mints whoever is wanted, each once."""

    api: Api

    def agency(
        self, code: str, where: str = HERE, office: str | None = None
    ) -> Speaker:
        token = self.api.issuer.mint(where, agency=code, office=office)
        return self.api.holder(token)

    def board(self, office: str | None = None, where: str = HERE) -> Speaker:
        return self._of("board", where, office=office)

    def auditor(
        self,
        agency: str | None = None,
        where: str = HERE,
        mandate: Mandate | None = None,
    ) -> Speaker:
        return self._of("auditor", where, agency=agency, mandate=mandate)

    def role(self, role: str) -> Speaker:
        return self._of(role, HERE)

    def _of(self, role: str, where: str, **more: Any) -> Speaker:
        return self.api.holder(self.api.issuer.mint(where, role=role, **more))


async def set_up_offices(people: People) -> None:
    """Let the board name who may open what is hidden."""
    board = people.board("board-manager")
    for office in (NIGHT, DAY):
        shown = await board.get(f"/v1/partnerships/{HERE}/directory")
        version = int(shown.headers["ETag"].strip('"'))
        body = {"office": office, "name": office, "kind": "emergency-access"}
        answer = await board.post(
            f"/v1/partnerships/{HERE}/offices",
            {**body, "reason": "The rota of the board."},
            version=version,
        )
        assert answer.status_code == 201, answer.text


async def untold(people: People, state: str) -> Json:
    """A dispute of which the board is not told: police left it, health joined."""
    school = people.agency("school")
    dispute = await school.raises(_between("social-care", "police"))
    for change, agency in (("remove", "police"), ("add", "health")):
        parties = {"change": change, "side": "responding", "agency": agency}
        dispute = await school.does("parties", dispute, parties)
    talk = a_discussion(outcome="no_response", reasons="Nobody was there.")
    dispute = await school.does("discussions", dispute, talk)
    send = {"to_office": SENT_TO, "how": "link"}
    dispute = await school.does("record/submissions", dispute, send)
    dispute = await brought_to(people, state, dispute)
    opened = await people.board(NIGHT).post(
        f"/v1/disputes/{dispute['id']}/emergency-access", REASON
    )
    assert opened.status_code == 201, opened.text
    found: Json = opened.json()
    return found


async def told(people: People, state: str) -> Json:
    """A dispute of which the policy has told the board."""
    school = people.agency("school")
    dispute = await school.raises(_between("social-care"))
    dispute = await school.does("escalations", dispute, {"trigger": "not_agreed"})
    return await brought_to(people, state, dispute)


async def brought_to(people: People, state: str, dispute: Json) -> Json:
    """The dispute, open, resolved with something owed, closed or withdrawn."""
    school = people.agency("school")
    if state == "withdrawn":
        return await school.does(
            "withdrawals", dispute, {"ground": "no_longer_held", "reason": "Settled."}
        )
    if state in ("resolved", "closed"):
        action = {"what": "A visit", "owner_agency": "social-care"}
        ending = {"outcome": "agreed", "summary": "Agreed.", "actions": [action]}
        talk = a_discussion(outcome="agreed")
        dispute = await school.does("discussions", dispute, talk)
        dispute = await school.does("resolutions", dispute, ending)
    if state == "closed":
        dispute = await _let_go(people, dispute)
    assert dispute["status"] == state, dispute["next_step"]
    return dispute


async def _let_go(people: People, dispute: Json) -> Json:
    """Let everything go that is owed, each by the agency that owes it."""
    why = {"reason": "Another procedure has taken it over."}
    school = people.agency("school")
    dispute = await school.does("duties/action-1/waivers", dispute, why)
    for duty in [one for one in dispute["duties"] if one["status"] == "due"]:
        if dispute["status"] == "closed":
            break
        speaks = people.agency(duty["holder"]["agency"] or "school")
        dispute = await speaks.does(f"duties/{duty['id']}/waivers", dispute, why)
    return dispute


def _between(*responding: str) -> Json:
    said = {**a_dispute()["difference"], "raiser_view": "The threshold is met."}
    return a_dispute(
        partnership=HERE,
        responding=[{"agency": code} for code in responding],
        difference=said,
    )
