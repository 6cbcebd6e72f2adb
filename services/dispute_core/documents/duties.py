"""Everything owed around the talking: what was done, by whom, when and with what."""

from dataclasses import replace

from dispute_core.documents import words
from dispute_core.documents.around import side_outcomes
from dispute_core.documents.model import NOT_APPLICABLE, Block, Said, Table, said
from dispute_core.documents.telling import Telling, day, in_place, moment
from dispute_core.domain.dispute_events import CheckedBack
from dispute_core.domain.duties import DutyState, Fulfilment
from dispute_core.domain.saying import capital
from dispute_core.domain.values import Person


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
    lines += [f"told by mail at {moment(told.at)}" for told in duty.told]
    if duty.how == "done" and not lines:
        lines += _done_by(telling, duty.ended_version)
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


def _done_by(telling: Telling, version: int | None) -> list[str]:
    """What was done by a check-back, or by a record that was put in its place."""
    checked = [
        f"{telling.who(one.by)}, {moment(one.timestamp)}: {found(telling, one)}"
        for one in telling.dispute.check_backs
        if one.originator_version == version
    ]
    return checked + [
        f"{telling.who(one.by)}, {moment(one.timestamp)}"
        for one in telling.dispute.records
        if one.originator_version == version
    ]


def found(telling: Telling, event: CheckedBack) -> str:
    """What a check-back found, and on what it rests where that was said."""
    evidence = telling.told(event.originator_version, "evidence", event.evidence)
    more = f"; {in_place(evidence)}" if evidence.state != "blank" else ""
    return f"{words.RESULTS[event.result]}{more}"


def _done(telling: Telling, done: Fulfilment) -> str:
    """Who did it and when, then what it brought; words only where there were any."""
    brought = [done.answer.replace("_", " ")] if done.answer else []
    if done.held_by:
        brought.append(f"held by {telling.agency(done.held_by)}")
    if done.review_on:
        brought.append(f"to be reviewed on {day(done.review_on)}")
    brought += [f"heard by {_who(telling, done, one)}" for one in done.acknowledged_by]
    brought += [f"sent to {_who(telling, done, one)}" for one in done.circulated_to]
    wrote = [part for part in (done.reference, done.note) if part]
    written = telling.wrote(done.version, "; ".join(wrote))
    brought += [in_place(written)] if written.state != "blank" else []
    by = f"{telling.who(done.by)}, {moment(done.at)}"
    return f"{by}: {'; '.join(brought)}" if brought else by


def _who(telling: Telling, done: Fulfilment, one: Person) -> str:
    """Whoever is named without an agency belongs to the one that names them."""
    return telling.who(one if one.agency else replace(one, agency=done.by.agency))


def _check_backs(telling: Telling) -> Table:
    return Table(
        title="Check-backs made",
        columns=("What was checked", "By", "When", "Result", "Evidence and note"),
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
        _evidence_and_note(telling, event),
    )


def _evidence_and_note(telling: Telling, event: CheckedBack) -> Said:
    """Both where both were given; each may have been corrected on its own."""
    version = event.originator_version
    evidence = telling.told(version, "evidence", event.evidence)
    note = telling.told(version, "note", event.note)
    if "blank" in (evidence.state, note.state):
        return note if evidence.state == "blank" else evidence
    return Said(
        text=f"{in_place(evidence)}; {in_place(note)}",
        was="; ".join(one.was for one in (evidence, note) if one.was) or None,
        note="; ".join(one.note for one in (evidence, note) if one.note) or None,
    )
