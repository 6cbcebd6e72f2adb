"""Calendars in the words of the contract, with everything said of them before."""

from dispute_api.views.parts import Json
from dispute_core.application.calendars.publishing import CalendarShown
from dispute_core.domain.releases import CalendarPublished

MOST = 100
"""How many publications a view shows, the newest first; all stay in the log."""


def calendar_view(shown: CalendarShown) -> Json:
    numbered = list(enumerate(shown.history, start=1))
    publications = [_publication(number, said) for number, said in reversed(numbered)]
    return {"calendar": shown.code, "publications": publications[:MOST]}


def _publication(number: int, said: CalendarPublished) -> Json:
    return {
        "number": number,
        "published_at": said.timestamp,
        "by": {"role": said.by.role, "office": said.by.office},
        "reason": said.reason,
        "days_off": [
            {"date": day.date, "name": day.name, "kind": day.kind}
            for day in said.days_off
        ],
        "worked_after_all": list(said.worked),
        "confirmed_until": said.confirmed_until,
        "recompute_open_deadlines": said.recomputes,
    }
