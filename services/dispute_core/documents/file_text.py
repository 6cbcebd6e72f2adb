"""Plain text for an agency's own system: for the person's file, and a written concern.

Nothing is sent anywhere: a person reads it, changes it and puts it where it belongs.
"""

from collections.abc import Iterator
from textwrap import fill

from dispute_core.documents import words
from dispute_core.documents.model import Said
from dispute_core.documents.opening import made_at
from dispute_core.documents.stages import talk_of
from dispute_core.documents.telling import (
    RAISED,
    Matter,
    Telling,
    day,
    in_place,
    moment,
)
from dispute_core.domain.guidance.guide import NEVER_WAITS
from dispute_core.domain.training import (
    INVENT,
    MARK,
    MARKS,
    WELSH_INVENT,
    WELSH_MARK,
)

WIDTH = 76


def file_text_of(matter: Matter) -> str:
    """The entry for the person's file: issue raised, action taken, outcome (003-17)."""
    telling = Telling(matter)
    parts = [
        *_head(telling, f"For the {telling.person}'s file"),
        "ISSUE RAISED",
        *_issue(telling),
        "ACTION TAKEN",
        *_action(telling),
        f"OUTCOME FOR THE {telling.person.upper()}",
        *_outcome(telling),
        *_foot(telling),
    ]
    return "\n\n".join(parts) + "\n"


def concern_of(matter: Matter) -> str:
    """A draft of the concern in writing: specific, with evidence, effect and outcome.

    The parts are those that a challenge must have (003-14, 004-8).
    """
    telling = Telling(matter)
    first = telling.dispute.raised.difference
    raising, responding = telling.sides()
    parts = [
        *_head(telling, "Draft of a written concern"),
        _line("To", responding),
        _line("From", telling.who(telling.dispute.raised_by)),
        "We ask to discuss or to meet about the following professional difference.",
        _said(telling, "WHAT WE DISAGREE WITH", "disputed", first.disputed),
        _said(telling, "WHAT WE THINK, AND WHY", "raiser_view", first.raiser_view),
        _said(telling, "EVIDENCE", "evidence", first.evidence),
        _said(
            telling,
            f"WHAT IT MEANS FOR THE {telling.person.upper()}",
            "effect_on_person",
            first.effect_on_person,
        ),
        _said(telling, "WHAT WE ASK FOR", "outcome_wanted", first.outcome_wanted),
        *_by_when(telling),
        f"For {raising}:",
        *_foot(telling),
    ]
    return "\n\n".join(parts) + "\n"


def _head(telling: Telling, title: str) -> Iterator[str]:
    raised = telling.dispute.raised
    if raised.training:
        yield f"*** {MARK} ***\n*** {WELSH_MARK} ***"
        yield f"{fill(INVENT, WIDTH)}\n{fill(WELSH_INVENT, WIDTH)}"
    subject = _word(telling.wrote(RAISED, raised.subject.reference))
    yield f"{title}: professional difference {raised.reference}"
    yield _line(telling.person.capitalize(), subject)
    yield _line("Policy", f"{telling.policy.title} ({telling.policy.ref})")


def _issue(telling: Telling) -> Iterator[str]:
    raised = telling.dispute.raised
    raising, responding = telling.sides()
    yield _line("Raised", _word(telling.at(RAISED, "raised_at", raised.timestamp)))
    yield _line("By", f"{raising}; with {responding}")
    first = raised.difference
    yield _said(telling, "Disputed", "disputed", first.disputed)
    yield _said(telling, "Effect", "effect_on_person", first.effect_on_person)
    yield _said(telling, "Outcome wanted", "outcome_wanted", first.outcome_wanted)


def _action(telling: Telling) -> Iterator[str]:
    dispute = telling.dispute
    if not dispute.discussions:
        yield "No discussion has been recorded."
    for talk in dispute.discussions:
        at = telling.at(talk.originator_version, "held_at", talk.timestamp)
        how = words.METHODS[talk.method]
        outcome = words.TALKS[talk.outcome]
        told = _word(talk_of(telling, talk))
        yield _line(f"{_word(at)}, {how}, {outcome}", told)
    for passed in dispute.stages[1:]:
        yield _line(passed.entered.label, f"from {moment(passed.started_at)}")


def _outcome(telling: Telling) -> Iterator[str]:
    dispute = telling.dispute
    ending = dispute.resolution
    status = words.in_words(words.STATUSES, dispute.status)
    yield _line("Where it stands", status)
    if ending is not None and not ending.proposal:
        told = telling.told(ending.version, "summary", ending.summary)
        outcome = words.ENDINGS[ending.outcome]
        yield _line(
            f"{outcome.capitalize()}, {moment(ending.resolved_at)}", _word(told)
        )
    for action in dispute.actions:
        until = day(action.agreed.due_on) or "no date agreed"
        owner = telling.agency(action.agreed.owner_agency)
        what = action.agreed.what or words.ERASED
        done = words.ACTIONS.get(action.result or "", "not checked back on yet")
        yield _line("Agreed action", f"{what} ({owner}, by {until}; {done})")
    checks = [one for one in dispute.check_backs if one.kind == "outcome_for_person"]
    for check in checks:
        note = telling.told(check.originator_version, "note", check.note)
        result = words.RESULTS[check.result]
        yield _line("Outcome checked", f"{result}; {_word(note)}")
    if not checks:
        yield _line("Outcome checked", words.NOT_RECORDED)


def _by_when(telling: Telling) -> Iterator[str]:
    """The limits that run, so that nobody has to look them up."""
    for one in telling.dispute.open_deadlines():
        if one.set.due_on is not None:
            until = f"{one.set.text}, by the end of {day(one.set.due_on)}"
            yield _line("The policy asks", f"{until} ({one.set.clause})")


def _foot(telling: Telling) -> Iterator[str]:
    version = telling.matter.loaded.events[-1].version
    if telling.dispute.raised.training:
        yield f"*** {MARKS} ***"
    yield fill(NEVER_WAITS, WIDTH)
    yield f"{made_at(telling)} from version {version} of the record."


def _said(telling: Telling, label: str, field: str, at_first: str | None) -> str:
    return _line(label, _word(telling.told(RAISED, field, at_first)))


def _line(label: str, text: str) -> str:
    """A label with its text, each line of which is broken where a screen would."""
    lines = f"{label}: {text}".splitlines()
    return "\n".join(fill(line, WIDTH, break_long_words=False) for line in lines)


def _word(said: Said) -> str:
    """A value and, after it, what first stood there where it was corrected."""
    now = in_place(said)
    return f"{now} [first recorded: {said.was}]" if said.was else now
