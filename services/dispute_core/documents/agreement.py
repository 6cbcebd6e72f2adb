"""How it ended or is proposed to end, and everything owed afterwards."""

from dispute_core.documents import words
from dispute_core.documents.around import side_outcomes
from dispute_core.documents.model import (
    NOT_APPLICABLE,
    Block,
    Facts,
    Prose,
    Row,
    Said,
    Table,
    said,
)
from dispute_core.documents.telling import Telling, day, in_place, moment
from dispute_core.domain.dispute_events import CheckedBack, Withdrawn
from dispute_core.domain.duties import DutyState, Fulfilment
from dispute_core.domain.saying import capital
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
        found = action.result or ""
        return said(words.ACTIONS.get(found, "not checked back on yet"))
    reason = in_place(telling.wrote(why.version, why.reason))
    return said(f"let go by {telling.who(why.by)}, {moment(why.at)}: {reason}")


def _agreed_in(telling: Telling) -> dict[str, int]:
    """The version of the event with which each action was agreed."""
    return {
        action["id"]: event.version
        for event in telling.matter.loaded.events
        for action in event.facts.get("actions") or ()
    }


def duties(telling: Telling) -> tuple[Block, ...]:
    """Everything that the policy asks for around the talking, then what was checked."""
    return _duties(telling), _check_backs(telling), side_outcomes(telling)


def _duties(telling: Telling) -> Table:
    return Table(
        title="Duties",
        columns=("What", "Whose", "Force and clause", "State", "How"),
        rows=tuple(_duty(telling, one) for one in telling.dispute.duties),
        empty="None has arisen so far.",
        widths=(6, 4, 4, 2, 6),
    )


def _duty(telling: Telling, duty: DutyState) -> tuple[Said, ...]:
    owed = duty.due
    only = f" ({owed.only_if})" if owed.only_if else ""
    side = words.in_words(words.SIDES, owed.holder)
    state = words.in_words(words.DUTIES, duty.how)
    late = ", overdue" if owed.overdue and duty.outstanding else ""
    return (
        said(f"{capital(owed.text)}{only}"),
        said(telling.agency(owed.agency) if owed.agency else side),
        said(f"{owed.force}, {owed.clause}"),
        said(f"{state}{late}"),
        _how(telling, duty),
    )


def _how(telling: Telling, duty: DutyState) -> Said:
    """What was said of a duty: by whom, when and with what in hand."""
    lines = [_done(telling, done) for done in duty.fulfilments]
    if duty.excused is not None:
        why = duty.excused
        reason = in_place(telling.wrote(why.version, why.reason))
        lines.append(f"{telling.who(why.by)}, {moment(why.at)}: {reason}")
    lines += [
        f"handed on to {telling.who(handed.to)}, {moment(handed.at)}"
        for handed in duty.delegations
    ]
    if lines:
        return said("\n".join(lines))
    return said("not done yet") if duty.outstanding else NOT_APPLICABLE


def _done(telling: Telling, done: Fulfilment) -> str:
    """Who did it and when, then what it brought; words only where there were any."""
    brought = [done.answer.replace("_", " ")] if done.answer else []
    if done.held_by:
        brought.append(f"held by {telling.agency(done.held_by)}")
    if done.review_on:
        brought.append(f"to be reviewed on {day(done.review_on)}")
    brought += [f"heard by {telling.who(one)}" for one in done.acknowledged_by]
    wrote = [part for part in (done.reference, done.note) if part]
    written = telling.wrote(done.version, "; ".join(wrote))
    brought += [in_place(written)] if written.state != "blank" else []
    by = f"{telling.who(done.by)}, {moment(done.at)}"
    return f"{by}: {'; '.join(brought)}" if brought else by


def _check_backs(telling: Telling) -> Table:
    return Table(
        title="Check-backs made",
        columns=("What was checked", "By", "When", "Result", "Note"),
        rows=tuple(_check_back(telling, one) for one in telling.dispute.check_backs),
        empty="None so far.",
        widths=(5, 5, 4, 3, 6),
    )


def _check_back(telling: Telling, event: CheckedBack) -> tuple[Said, ...]:
    version = event.originator_version
    what = words.CHECKS[event.kind]
    for action in telling.dispute.actions:
        if action.agreed.id == event.action_id and action.agreed.what:
            what = f"{what}: {action.agreed.what}"
    return (
        said(capital(what)),
        said(telling.who(event.by)),
        telling.at(version, "checked_at", event.timestamp),
        said(words.RESULTS[event.result]),
        telling.told(version, "note", event.note),
    )
