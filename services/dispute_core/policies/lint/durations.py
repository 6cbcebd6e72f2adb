"""What the times of a policy file must keep to, beyond the shape of their parts."""

from collections.abc import Iterator

from dispute_core.policies.format.file import PolicyFile
from dispute_core.policies.format.times import SAME_DAY, DutyPart, InsteadPart
from dispute_core.policies.lint.repeating import twice
from dispute_core.policies.yaml_file import Flaw, Path


def duration_flaws(file: PolicyFile) -> Iterator[Flaw]:
    """Starts, readings, numbers and cases that do not hold together."""
    tiers = [tier.priority for tier in file.priorities]
    yield from twice(("priorities",), "priority", tiers)
    yield from _whole(file.whole_procedure)
    for path, duty in _duties(file):
        yield from _number(duty, path)
        yield from _start(duty, path)
        yield from _readings(file, duty, path)
        yield from _plain_days(duty, path)
        if duty.board_prompt is not None:
            yield from _plain(duty.board_prompt.every, (*path, "board_prompt", "every"))
        yield from _extension(duty, path)
        yield from _cases(file, duty, path)
    for place, stage in enumerate(file.stages):
        for number, way in enumerate(stage.leads_to):
            here = ("stages", place, "leads_to", number, "notice", "before")
            if way.notice is not None:
                yield from _plain(way.notice.before, here)


def _whole(duty: DutyPart | None) -> Iterator[Flaw]:
    if duty is not None and set(duty.settled_by) == {"leaving the stage"}:
        what = "Nothing can stop this timer: it outlasts every stage."
        hint = "Name what settles the duty, such as `a resolution`."
        path = ("whole_procedure", "settled_by")
        yield Flaw(path, "timer-nothing-can-stop", what, hint)


def _duties(file: PolicyFile) -> Iterator[tuple[Path, DutyPart]]:
    if file.whole_procedure is not None:
        yield ("whole_procedure",), file.whole_procedure
    for place, stage in enumerate(file.stages):
        for number, duty in enumerate(stage.duties):
            yield ("stages", place, "duties", number), duty


def _start(duty: DutyPart, path: Path) -> Iterator[Flaw]:
    several = ("counted_from_the_earliest_of", "counted_from_the_latest_of")
    given = [name for name in ("counted_from", *several) if getattr(duty, name)]
    if not given:
        hint = "Say from when it counts, as in `the start of this stage`."
        what = "`counted_from` is missing."
        yield Flaw((*path, "counted_from"), "start-not-said", what, hint)
    if len(given) > 1:
        hint = "Keep one of `counted_from` and the lists of several starts."
        yield Flaw((*path, given[1]), "two-starts", "A duty has one start.", hint)
    for name in several:
        if len(getattr(duty, name)) == 1:
            hint = "Name two starts or more, or write `counted_from`."
            what = "One start alone is no choice."
            yield Flaw((*path, name), "one-start-of-several", what, hint)


def _readings(file: PolicyFile, duty: DutyPart, path: Path) -> Iterator[Flaw]:
    """A meaning that people gave must stand under `readings`, with whose it is."""
    known = {reading.about for reading in file.readings}
    for name in ("ambiguous_start", "a_day_is"):
        part = getattr(duty, name)
        if part is not None and part.reading not in known:
            what = f"No reading is about `{part.reading}`."
            hint = "Add it under `readings`, with who reads it so, or correct the name."
            yield Flaw((*path, name, "reading"), "unknown-reading", what, hint)


def _plain_days(duty: DutyPart, path: Path) -> Iterator[Flaw]:
    spans = [duty.within, duty.no_later_than, duty.may_be_extended_to]
    spans += [part.within or part.no_later_than for part in duty.instead]
    plain = any(map(_is_plain, spans))
    if plain and duty.a_day_is is None:
        what = "A plain day may be a working day or a calendar day."
        hint = "Add `a_day_is` with the day meant and the reading that says so."
        yield Flaw((*path, "a_day_is"), "plain-day", what, hint)
    if duty.a_day_is is not None and not plain:
        what = "No plain day is there to be read."
        yield Flaw((*path, "a_day_is"), "no-plain-day", what, "Remove it.")
    if duty.cut_off and SAME_DAY not in spans:
        what = "A cut-off belongs to the same working day."
        hint = f"Remove it, or write `within: {SAME_DAY}`."
        yield Flaw((*path, "cut_off"), "cut-off-without-day", what, hint)


def _plain(text: str | None, path: Path) -> Iterator[Flaw]:
    """A day for which no reading can stand beside it."""
    if _is_plain(text):
        what = "A plain day may be a working day or a calendar day."
        yield Flaw(path, "plain-day", what, "Write working days or calendar days.")


def _is_plain(text: str | None) -> bool:
    return text is not None and text.split(" ")[1] in ("day", "days")


def _extension(duty: DutyPart, path: Path) -> Iterator[Flaw]:
    if duty.may_be_extended_to is None:
        if duty.extension_printed:
            what = "`extension_printed` quotes an extension that is not there."
            hint = "Add `may_be_extended_to`, or remove the quotation."
            yield Flaw((*path, "extension_printed"), "quote-without-number", what, hint)
        return
    if not (duty.within or duty.no_later_than):
        what = "There is no limit to extend."
        hint = "Remove it: where there is no number, nothing can be extended."
        yield Flaw((*path, "may_be_extended_to"), "nothing-to-extend", what, hint)
    if _is_no_longer(duty.may_be_extended_to, duty.within or duty.no_later_than):
        what = "The extension is no longer than the limit that it extends."
        hint = "Give the whole time from the start, as in `8 working days`."
        yield Flaw((*path, "may_be_extended_to"), "extends-nothing", what, hint)
    if not duty.extension_printed:
        what = "The extension is not quoted."
        hint = "Add `extension_printed` with the document's own words for it."
        yield Flaw((*path, "extension_printed"), "number-not-quoted", what, hint)


def _is_no_longer(extended: str, limit: str | None) -> bool:
    """Whether two spans of one unit show it; others cannot be compared by number."""
    longer, shorter = extended.split(" ", 1), (limit or "").split(" ", 1)
    units = {span[-1].removesuffix("s") for span in (longer, shorter)}
    numbers = longer[0].isdecimal() and shorter[0].isdecimal()
    return len(units) == 1 and numbers and int(longer[0]) <= int(shorter[0])


def _cases(file: PolicyFile, duty: DutyPart, path: Path) -> Iterator[Flaw]:
    """Priorities and kinds that a duty names must be the file's own."""
    tiers = {tier.priority for tier in file.priorities}
    kinds = {kind.code for kind in file.kinds_of_disagreement}
    yield from _listed((*path, "for_priority"), duty.for_priority, tiers)
    for place, part in enumerate(duty.instead):
        here = (*path, "instead", place)
        yield from _listed((*here, "for_priority"), part.for_priority, tiers)
        yield from _listed((*here, "for_category"), part.for_category, kinds)
        if not (part.for_priority or part.for_category):
            what = "It does not say for which cases."
            hint = "Name a priority or a kind of disagreement."
            yield Flaw(here, "instead-of-nothing", what, hint)
        yield from _number(part, here)


def _number(part: DutyPart | InsteadPart, path: Path) -> Iterator[Flaw]:
    if part.within and part.no_later_than:
        what = "There is one number: `within` or `no_later_than`."
        hint = "Keep the one that the document prints."
        yield Flaw((*path, "within"), "two-numbers", what, hint)
    number, printed = part.within or part.no_later_than, (*path, "printed")
    if number and not part.printed:
        hint = "Add `printed` with the document's own words for the number."
        yield Flaw(printed, "number-not-quoted", "A number is not quoted.", hint)
    if part.printed and not number:
        what = "`printed` quotes a number that is not there."
        hint = "Move words without a number to `urgency`."
        yield Flaw(printed, "quote-without-number", what, hint)


def _listed(path: Path, codes: tuple[str, ...], known: set[str]) -> Iterator[Flaw]:
    for number, code in enumerate(codes):
        if code not in known:
            what = f"The file lists no `{code}`."
            hint = "Use one that the file lists, or add it there."
            yield Flaw((*path, number), "unknown-case", what, hint)
