"""Who speaks in which operation of a campaign."""

from tests.contract.around import BY_THE_LEAD
from tests.contract.counting import BY_THE_BOARD_OFFICE
from tests.contract.deciding import BY_THE_BOARD, NATIONS
from tests.contract.desk import Desk
from tests.contract.directories import KEPT_BY_THE_BOARD
from tests.contract.emergencies import OPENING, officer
from tests.contract.plausible import BY_THE_RESPONDER
from tests.contract.telling import CAME_BACK, TO_THE_RESPONDER
from tests.contract.who import Who


def speaker(desk: Desk, name: str, calendar: str | None) -> Who:
    """Whoever may: the other side, a monitor, the board; mostly who raises disputes."""
    speakers = {
        **dict.fromkeys(BY_THE_RESPONDER, desk.responder),
        "listMonitoringCopies": desk.board,
        "getStatus": desk.monitor,
        TO_THE_RESPONDER: desk.responder,
        CAME_BACK: desk.admin,
        **dict.fromkeys(BY_THE_LEAD, desk.lead),
        **dict.fromkeys(
            (*BY_THE_BOARD, *KEPT_BY_THE_BOARD, *BY_THE_BOARD_OFFICE), desk.board
        ),
    }
    if name == OPENING:
        return officer(desk)
    if calendar in NATIONS:
        speakers["publishCalendar"] = desk.admin
    return speakers.get(name, desk.raiser)
