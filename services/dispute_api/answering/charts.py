"""A flow chart in the form that the caller asks for: a drawing or Mermaid text."""

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.responses import Response

from dispute_api.requests.accepting import best_form
from dispute_core.policies.flowchart import Chart, mermaid, svg

FORMS: dict[str, Callable[[Chart], str]] = {
    "image/svg+xml": svg,
    "text/vnd.mermaid": mermaid,
    "text/plain": mermaid,
}
"""What can be asked for; the first is sent to whoever asks for nothing of it."""


def chart_answer(chart: Chart, headers: Headers) -> Response:
    """The chart in the best form that `Accept` names."""
    chosen = best_form(headers, FORMS)
    return Response(
        FORMS[chosen](chart),
        headers={"Content-Type": f"{chosen}; charset=utf-8", "Vary": "Accept"},
    )
