"""How it ended or is proposed to end, and what was agreed to be done."""

from dispute_core.documents import words
from dispute_core.documents.model import (
    Block,
    Facts,
    Prose,
    Row,
    Said,
    Table,
    said,
)
from dispute_core.documents.telling import Telling, day, in_place, moment
from dispute_core.domain.dispute_events import Withdrawn
from dispute_core.domain.state import ActionState
from dispute_core.domain.values import Acceptance, Resolution


def agreement(telling: Telling) -> tuple[Block, ...]:
    """What was agreed, decided or taken back; or that nothing has been."""
    dispute = telling.dispute
    if dispute.withdrawal is not None:
        return (_withdrawn(telling, dispute.withdrawal),)
    if dispute.resolution is None:
        nothing = "Nothing has been agreed or decided so far."
        return Prose(text=said(nothing)), *_actions(telling)
    ending = dispute.resolution
    return (
        _resolution(telling, ending),
        _accepted(telling, ending.accepted_by, ending.version),
        *_actions(telling),
    )


def _withdrawn(telling: Telling, event: Withdrawn) -> Facts:
    return Facts(
        title="Withdrawn",
        rows=(
            Row(label="By", value=said(telling.who(event.by))),
            Row(label="When", value=said(moment(event.timestamp))),
            Row(label="Ground", value=said(words.WITHDRAWN[event.ground])),
            Row(
                label="Reason",
                value=telling.wrote(event.originator_version, event.reason),
            ),
        ),
    )


def _resolution(telling: Telling, ending: Resolution) -> Facts:
    version = ending.version
    title = "Proposed, and not in force" if ending.proposal else "Resolution"
    binding = {True: "yes", False: "no"}.get(ending.binding is True)
    bound = binding if ending.binding is not None else "the policy does not say"
    return Facts(
        title=title,
        rows=(
            Row(label="Outcome", value=said(words.ENDINGS[ending.outcome])),
            Row(label="Declared by", value=said(telling.who(ending.declared_by))),
            Row(
                label="When",
                value=telling.at(version, "resolved_at", ending.resolved_at),
            ),
            Row(
                label="In words", value=telling.told(version, "summary", ending.summary)
            ),
            Row(label="Binding", value=said(bound)),
            Row(label="To be reviewed on", value=said(day(ending.review_on))),
        ),
    )


def _accepted(
    telling: Telling, words_given: tuple[Acceptance, ...], version: int
) -> Table:
    rows = [
        (
            said(telling.agency(word.agency)),
            telling.wrote(version, word.name or word.role),
            said("accepts" if word.accepts else "does not accept"),
            said(moment(word.at)),
        )
        for word in words_given
    ]
    answered = {word.agency for word in words_given}
    dispute = telling.dispute
    parties = (dispute.raised_by, *dispute.responding)
    silent = dict.fromkeys(one.agency for one in parties if one.agency not in answered)
    rows += [(said(telling.agency(code)), *(said(None),) * 3) for code in silent]
    return Table(
        title="Acceptance by each party",
        columns=("Agency", "By", "Answer", "When"),
        rows=tuple(rows),
        empty="",
        widths=(5, 5, 3, 4),
    )


def _actions(telling: Telling) -> tuple[Table, ...]:
    """Each agreed action with its owner and day (002-13)."""
    agreed_in = _agreed_in(telling)
    rows = tuple(
        (
            telling.wrote(agreed_in.get(one.agreed.id, 0), one.agreed.what),
            said(telling.agency(one.agreed.owner_agency)),
            telling.wrote(agreed_in.get(one.agreed.id, 0), one.agreed.owner),
            said(day(one.agreed.due_on)),
            _standing(telling, one),
        )
        for one in telling.dispute.actions
    )
    table = Table(
        title="Agreed actions",
        columns=("What", "Agency", "Owner", "Due", "Done?"),
        rows=rows,
        empty="No action has been agreed.",
        widths=(7, 4, 4, 3, 3),
    )
    return (table,)


def _standing(telling: Telling, action: ActionState) -> Said:
    """Whether it was done; else why nobody need do it any longer."""
    why = action.waived
    if action.overtaken:
        return said("overtaken")
    if why is None or action.result == "confirmed":
        return said(_checked(telling, action))
    reason = in_place(telling.wrote(why.version, why.reason))
    return said(f"let go by {telling.who(why.by)}, {moment(why.at)}: {reason}")


def _checked(telling: Telling, action: ActionState) -> str:
    """What the newest check-back on an action found, and whose word that is."""
    result = words.ACTIONS.get(action.result or "")
    for one in reversed(telling.dispute.check_backs):
        about = one.kind == "completion" and one.action_id in (None, action.agreed.id)
        if result and about:
            by = f"{telling.who(one.by)}, {moment(one.timestamp)}"
            return f"{result}, by the word of {by}"
    return result or "not checked back on yet"


def _agreed_in(telling: Telling) -> dict[str, int]:
    """The version of the event with which each action was agreed."""
    return {
        action["id"]: event.version
        for event in telling.matter.loaded.events
        for action in event.facts.get("actions") or ()
    }
