"""A flow chart in the form that the caller asks for: a drawing or Mermaid text."""

import re
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.responses import Response

from dispute_core.policies.flowchart import Chart, mermaid, svg

FORMS: dict[str, Callable[[Chart], str]] = {
    "image/svg+xml": svg,
    "text/vnd.mermaid": mermaid,
    "text/plain": mermaid,
}
"""What can be asked for; the first is sent to whoever asks for nothing of it."""

_WEIGHT = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")


def chart_answer(chart: Chart, headers: Headers) -> Response:
    """The chart in the best form that `Accept` names (RFC 9110, section 12.5.1)."""
    asked = _asked(",".join(headers.getlist("accept")))
    chosen = max(FORMS, key=lambda form: _liking(form, asked))
    return Response(
        FORMS[chosen](chart),
        headers={"Content-Type": f"{chosen}; charset=utf-8", "Vary": "Accept"},
    )


def _asked(accept: str) -> dict[str, float]:
    """Each media range of the header and how much it is liked."""
    asked = {}
    for part in accept.lower().replace(" ", "").split(","):
        media_range, *said = part.split(";")
        weights = [one.removeprefix("q=") for one in said if one.startswith("q=")]
        asked[media_range] = _quality(weights[0]) if weights else 1.0
    return asked


def _quality(said: str) -> float:
    return float(said) if _WEIGHT.fullmatch(said) else 0.0


def _liking(form: str, asked: dict[str, float]) -> float:
    kind = form.partition("/")[0]
    for media_range in (form, f"{kind}/*", "*/*"):
        if media_range in asked:
            return asked[media_range]
    return 0.0
