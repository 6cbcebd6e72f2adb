"""The words in which a flow chart says who owes what, in what time, on what ground."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from dispute_core.domain.policy import CheckBackRule, Limit, Move, Span, Task
from dispute_core.domain.policy.moves import PARTIES
from dispute_core.domain.reasons import ANCHORS
from dispute_core.domain.vocabulary import Force
from dispute_core.policies.format.moves import MADE, TRIGGERS
from dispute_core.policies.format.people import HOLDERS

W = TypeVar("W", bound=str)

_FORCES: dict[Force, str] = {
    "must": " must ",
    "should": " should ",
    "aim": ", as an aim: ",
    "may": " may ",
    "guide": ", as guidance: ",
}


def said_limit(limit: Limit) -> str:
    """A duty: who owes what, in what time, by which clause."""
    said = [f"{owed(limit.holder, limit.force)}{limit.text}: {_time(limit)}"]
    if limit.only_on:
        said.append(f"only when {plain_list(limit.only_on, 'or')}")
    if limit.priorities:
        said.append(f"only with priority {plain_list(limit.priorities, 'or')}")
    said += [
        f"otherwise for {plain_list(other.priorities | other.categories, 'and')}"
        f"{_instead(other.within)} ({other.clause})"
        for other in limit.instead
    ]
    return f"{'; '.join(said)} ({limit.clause})."


def said_task(task: Task) -> str:
    """A record, a notice or the like, with the document's own conditions."""
    said = f"{owed(task.holder, task.force)}{task.text}"
    to = f"to {task.to}" if task.to and task.to not in task.text else None
    for words in (to, task.urgency and f'"{task.urgency}"'):
        said += f"; {words}" if words else ""
    return f"{said}{f'; {task.only_if}' if task.only_if else ''} ({task.clause})."


def said_check_back(rule: CheckBackRule) -> str:
    return f"{owed(rule.holder, rule.force)}{rule.text} ({rule.clause})."


def said_move(move: Move) -> str:
    """The grounds of a way on, and what the document asks before it is taken."""
    said = [capital(word_list(TRIGGERS, move.triggers, "or"))]
    if move.made != "allowed":
        said.append(word(MADE, move.made))
    if move.from_settled:
        said.append("even when settled")
    said += filter(None, _conditions(move))
    return f"{'; '.join(said)} ({move.clause})"


def _conditions(move: Move) -> Iterable[str | None]:
    """What the document asks of whoever takes a way on."""
    yield move.ground
    yield move.who and f"by {move.who}"
    yield move.path_text and f"by way of {move.path_text}"
    yield move.consult and f"after consulting {move.consult}"
    if move.open_to != PARTIES:
        yield f"open to {joined(sorted(_side(side) for side in move.open_to), 'and')}"
    if move.reason_needed:
        yield "with a reason that is kept"
    if move.notice:
        before = f' "{move.notice.before.printed}"' if move.notice.before else ""
        yield f"notice{before} before: {move.notice.text}"


def owed(holder: str, force: Force) -> str:
    """Who owes something, and how strongly the document puts it."""
    return f"{capital(_side(holder))}{_FORCES[force]}"


def _side(holder: str) -> str:
    side = word(HOLDERS, holder)
    return side if side.startswith(("both", "the ")) else f"the {side}"


def _time(limit: Limit) -> str:
    """The document's words for the time first, then how Concord counts them."""
    said = [] if limit.urgency is None else [f'"{limit.urgency}"']
    if limit.within is not None:
        most = "at most " if limit.outer else ""
        said.append(
            f'"{limit.within.printed}", counted as {most}{_length(limit.within)} '
            f"from {_start(limit)}"
        )
    else:
        said.append("no number is given" if said else "no time is given")
    if "agreed" in limit.accepts:
        said.append("the sides may agree a time")
    if "risk_set" in limit.accepts:
        said.append("the risk may call for an earlier time")
    if limit.extends_to is not None:
        said.append(f'may be extended by agreement to "{limit.extends_to.printed}"')
    if limit.prompt is not None:
        said.append(
            f"{limit.prompt.by} asks after it every {limit.prompt.every.printed}"
        )
    return "; ".join(said)


def _start(limit: Limit) -> str:
    moments = joined([ANCHORS[anchor] for anchor in limit.anchors], "and")
    start = moments if limit.choice == "only" else f"the {limit.choice} of {moments}"
    return f"{start}, which is a reading" if limit.anchor_reading else start


def _length(span: Span) -> str:
    unit = span.unit.replace("_", " ")
    if span.unit == "same_working_day":
        return f"the {unit}{f' until {span.cut_off}' if span.cut_off else ''}"
    return f"{span.amount} {unit if span.amount != 1 else unit.removesuffix('s')}"


def _instead(span: Span | None) -> str:
    return f': "{span.printed}"' if span else ""


def plain_list(codes: Iterable[str], last: str) -> str:
    """Codes of the vocabulary as people read them."""
    return joined(sorted(code.replace("_", " ") for code in codes), last)


def word(words: Mapping[W, str], meant: str) -> str:
    """The word of a policy file for what is meant."""
    return next(said for said, meaning in words.items() if meaning == meant)


def word_list(words: Mapping[W, str], meant: Iterable[str], last: str = "and") -> str:
    """Several words of a policy file, in the order of its format."""
    wanted = frozenset(meant)
    found = [str(said) for said, meaning in words.items() if meaning in wanted]
    return joined(found, last)


def joined(words: list[str], last: str) -> str:
    return f" {last} ".join([*filter(None, [", ".join(words[:-1])]), *words[-1:]])


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
