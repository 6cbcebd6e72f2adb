"""Who a campaign speaks as: two agencies that must not see each other's disputes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from schemathesis.schemas import BaseSchema

from tests.contract.desk import Desk
from tests.contract.directories import OFFICE
from tests.contract.emergencies import DUTY
from tests.contract.who import STRANGER, Who

RAISER, RESPONDER = "school", "social-care"
WITH_MEETINGS, STATUTORY = "bexley", "social-care"
"""Where the policy lets statutory agencies require a meeting, and one of them."""

PEERS = [RAISER, STRANGER]
"""Agencies of one partnership; the second is party to nothing."""

Mint = Callable[..., str]


def auth(mint: Mint, partnership: str, folder: Path) -> dict[str, Any]:
    """The part of the settings that lends schemathesis its tokens.

    It speaks as the first agency, and reads as the other what the first one made.
    """
    tokens = {agency: mint(partnership, agency=agency) for agency in PEERS}
    entries = [
        {
            "name": name,
            "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {token}"}],
        }
        for name, token in tokens.items()
    ]
    file = folder / "identities.json"
    file.write_text(json.dumps({"auth": entries}), "utf-8")
    return {"wfc": {"path": str(file), "user": RAISER, "peers": PEERS}}


def desk_for(schema: BaseSchema, mint: Mint, partnership: str, folder: Path) -> Desk:
    """The books of a campaign that speaks as the identities in a folder."""
    kept = json.loads((folder / "identities.json").read_text("utf-8"))["auth"]
    tokens = {
        entry["name"]: entry["fixedHeaders"][0]["value"].removeprefix("Bearer ")
        for entry in kept
    }
    own = _desk(schema, mint, partnership, (tokens[RAISER], RAISER), RESPONDER)
    caller = mint(WITH_MEETINGS, agency=STATUTORY)
    own.meetings = _desk(schema, mint, WITH_MEETINGS, (caller, STATUTORY), RAISER)
    return own


def _desk(
    schema: BaseSchema,
    mint: Mint,
    partnership: str,
    raiser: tuple[str, str],
    responder: str,
) -> Desk:
    token, agency = raiser
    return Desk(
        schema=schema,
        partnership=partnership,
        raiser=Who(token=token, agency=agency),
        responder=Who(token=mint(partnership, agency=responder), agency=responder),
        stranger=Who(token=mint(partnership, agency=STRANGER), agency=STRANGER),
        monitor=Who(token=mint(partnership, role="monitor"), agency=None),
        board=Who(token=mint(partnership, role="board"), agency=None),
        lead=Who(token=mint(partnership, role="board", office=OFFICE), agency=None),
        admin=Who(token=mint(partnership, role="admin"), agency=None),
        duty=Who(token=mint(partnership, role="board", office=DUTY), agency=None),
    )
