"""Whoever may open a hidden dispute, named by the board when a campaign first asks."""

from tests.contract.desk import Desk
from tests.contract.who import Who

DUTY = "emergency-duty"
OPENING = "breakGlass"
_DIRECTORY = "/v1/partnerships/{partnership}/directory"
_OFFICES = "/v1/partnerships/{partnership}/offices"


def officer(desk: Desk) -> Who:
    """The holder of an office of the kind emergency-access."""
    if not desk.has_duty:
        _name_it(desk)
        desk.has_duty = True
    return desk.duty


def _name_it(desk: Desk) -> None:
    here = {"partnership": desk.partnership}
    board = {"Authorization": desk.board.authorization}
    shown = desk.schema[_DIRECTORY]["GET"].Case(path_parameters=here, headers=board)
    (version,) = shown.call().headers["etag"]
    headers = {**board, "If-Match": version, "Idempotency-Key": desk.new_key("duty")}
    body = {"office": DUTY, "name": "Emergency duty", "kind": "emergency-access"}
    answer = (
        desk.schema[_OFFICES]["POST"]
        .Case(
            path_parameters=here,
            headers=headers,
            body={**body, "reason": "Somebody must be able to look."},
            media_type="application/json",
        )
        .call()
    )
    assert answer.status_code == 201, answer.content
