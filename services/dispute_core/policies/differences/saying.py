"""A difference as one plain sentence, for a board that decides on a new version."""

from dispute_core.policies.differences.places import Place
from dispute_core.policies.differences.words import Change, said

DUTY = {
    "within": "due within {}",
    "no_later_than": "due no later than {}",
    "owed_by": "owed by {}",
    "level": "for the level of {}",
    "force": 'said with the force of "{}"',
    "counted_from": "counted from {}",
    "settled_by": "settled by {}",
    "may_be_set": "open to be set {}",
    "text": 'worded "{}"',
    "printed": 'printed as "{}"',
    "urgency": 'urgent in the words "{}"',
    "clause": 'resting on the clause "{}"',
}
"""What is said of a duty, of which `is now` and `is no longer` can be said."""


def sentence(place: Place, change: Change, was: str | None, now: str | None) -> str:
    """Where, what is now, what was, and on which clause it rests."""
    said_here = _said(place, change, was, now)
    if place.stage_label is not None:
        said_here = f"{place.stage_label}: {said_here}"
    whole = not place.word and change != "moved"
    clause = f", {place.clause}" if place.clause and not whole else ""
    return f"{said_here[0].upper()}{said_here[1:]}{clause}."


def _said(place: Place, change: Change, was: str | None, now: str | None) -> str:
    if change == "moved":
        whose = f"{place.item.called}: " if place.item else ""
        return f'{whose}the order of "{said(place.word)}" is now {now} (was {was})'
    if not place.word:
        return _whole(place, change, was, now)
    in_duty = place.item is not None and place.item.list_word == "duties"
    if place.item is not None and in_duty and place.word in DUTY:
        return _of_duty(f'"{place.item.words}"', DUTY[place.word], change, was, now)
    whose = f"{place.item.called}: " if place.item else ""
    word = said(place.word)
    if change == "added":
        return f'{whose}"{word}" is new and says "{now}"'
    if change == "removed":
        return f'{whose}"{word}" is gone; it said "{was}"'
    return f'{whose}"{word}" is now "{now}" (was "{was}")'


def _whole(place: Place, change: Change, was: str | None, now: str | None) -> str:
    """A whole stage, duty or other item that came or went."""
    called = place.item.called if place.item else "this stage"
    if change == "added":
        return f"{called} is new. It says: {now}"
    if change == "removed":
        return f"{called} is gone. It said: {was}"
    return f"{called} is now {now} (was {was})"


def _of_duty(
    duty: str, form: str, change: Change, was: str | None, now: str | None
) -> str:
    if change == "added":
        return f"{duty} is now {form.format(now)} (which was not said before)"
    if change == "removed":
        return f"{duty} is no longer {form.format(was)}"
    quoted = f'"{was}"' if '"' in form else was
    return f"{duty} is now {form.format(now)} (was {quoted})"
