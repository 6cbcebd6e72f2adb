"""A document's limits in the words of the contract: who, from when, how long."""

from dispute_api.views.deadlines import span_view
from dispute_api.views.parts import Json
from dispute_core.domain.policy import Instead, Limit
from dispute_core.domain.saying import capital


def limit_view(limit: Limit) -> Json:
    span = limit.within
    return {
        "duty": limit.duty,
        "label": capital(limit.text),
        "holder": {"side": limit.holder, "agency": None, "band": limit.band},
        "clause": limit.clause,
        "force": limit.force,
        "amount": span.amount if span else None,
        "unit": span.unit if span else None,
        "printed": span.printed if span else None,
        "urgency": limit.urgency,
        "anchor": limit.anchor,
        "settled_by": sorted(limit.settled_by),
        "accepts": sorted(limit.accepts),
        "arms": _arms(limit),
        "anchors": list(limit.anchors),
        "choice": limit.choice,
        "anchor_words": limit.anchor_words,
        "anchor_reading": limit.anchor_reading,
        "span": span_view(span) if span else None,
        "only_on": sorted(limit.only_on),
        "priorities": sorted(limit.priorities),
        "extends_to": span_view(limit.extends_to) if limit.extends_to else None,
        "prompt": limit.prompt
        and {"every": limit.prompt.every.printed, "set_by": limit.prompt.by},
        "instead": [_instead(other) for other in limit.instead],
    }


def _instead(other: Instead) -> Json:
    return {
        "priorities": sorted(other.priorities),
        "categories": sorted(other.categories),
        "holder": {"side": other.holder, "agency": None, "band": other.band}
        if other.holder
        else None,
        "span": span_view(other.within) if other.within else None,
        "clause": other.clause,
    }


def _arms(limit: Limit) -> list[Json]:
    """The ends that are possible: the document's number, and what people may set."""
    arms: list[Json] = []
    if limit.within is not None:
        arms.append(
            {
                "kind": "cap" if limit.outer else "fixed",
                "amount": limit.within.amount,
                "unit": limit.within.unit,
                "text": limit.within.printed,
            }
        )
    arms += [
        {"kind": kind, "amount": None, "unit": None, "text": text}
        for kind, text in (
            ("agreed", "As agreed by the sides."),
            ("risk_set", "As the risk calls for."),
        )
        if kind in limit.accepts
    ]
    return arms
