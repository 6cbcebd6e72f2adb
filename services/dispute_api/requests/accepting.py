"""Which form of an answer a client asks for (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Collection

from starlette.datastructures import Headers

_WEIGHT = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")


def best_form(headers: Headers, forms: Collection[str]) -> str:
    """The form that `Accept` likes best; the first of those that it likes alike."""
    asked = _asked(",".join(headers.getlist("accept")))
    return max(forms, key=lambda form: _liking(form, asked))


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
