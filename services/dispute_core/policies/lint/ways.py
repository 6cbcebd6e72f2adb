"""Whether the stages of a policy file can be reached, and left again."""

from collections.abc import Iterator

from dispute_core.policies.format.file import PolicyFile
from dispute_core.policies.format.moves import MovePart
from dispute_core.policies.format.stages import StagePart, name_of
from dispute_core.policies.lint.repeating import repeated
from dispute_core.policies.yaml_file import Flaw, Path


def way_flaws(file: PolicyFile) -> Iterator[Flaw]:
    """Stages out of order, moves that lead nowhere, stages without a way in or out."""
    yield from _names(file)
    yield from _numbers(file)
    for place, stage in enumerate(file.stages):
        for number, way in enumerate(stage.leads_to):
            here = ("stages", place, "leads_to", number)
            yield from _way(file, stage, way, here)
    yield from _ways_in(file)
    yield from _ways_out(file)


def _names(file: PolicyFile) -> Iterator[Flaw]:
    names = [name_of(stage) for stage in file.stages]
    for place, stage in enumerate(file.stages):
        if (stage.stage is None) == (stage.named is None):
            what = "A stage has either a number or a name of its own."
            hint = "Write `stage: 1`, or `named: first talks`."
            yield Flaw(("stages", place, "stage"), "stage-without-name", what, hint)
        if stage.part_of and stage.part_of not in {*names} - {names[place]}:
            what = f"`{stage.part_of}` is no other stage of this file."
            hint = "Name the stage to which this one belongs."
            yield Flaw(("stages", place, "part_of"), "unknown-stage", what, hint)
    for place in repeated(names):
        field = "named" if file.stages[place].named else "stage"
        what = f"The stage `{names[place]}` stands twice."
        hint = "Give each stage its own number or name."
        yield Flaw(("stages", place, field), "duplicate-id", what, hint)


def _numbers(file: PolicyFile) -> Iterator[Flaw]:
    numbered = [place for place, stage in enumerate(file.stages) if stage.stage]
    for expected, place in enumerate(numbered, start=1):
        number = file.stages[place].stage
        if number != expected:
            what = f"Stage {number} stands where stage {expected} is expected."
            hint = "Number the stages 1, 2, 3 in order."
            yield Flaw(("stages", place, "stage"), "stages-out-of-order", what, hint)


def _way(
    file: PolicyFile, stage: StagePart, way: MovePart, path: Path
) -> Iterator[Flaw]:
    names = [name_of(one) for one in file.stages]
    if way.to not in names:
        what = f"There is no `{way.to}` in this file."
        yield Flaw((*path, "to"), "unknown-stage", what, f"Use {_either(names)}.")
        return
    target = file.stages[names.index(way.to)]
    if names.index(way.to) <= file.stages.index(stage):
        if not target.as_often_as_needed:
            what = f"`{way.to}` cannot follow this stage: it stands before it."
            hint = "Name a later stage, or say there: `as_often_as_needed: true`."
            yield Flaw((*path, "to"), "way-back", what, hint)
    elif _skips_wrongly(stage, target, way):
        what = "`passes_over_stages` does not fit the stage that is named."
        hint = "Set it to true where a stage between is left out, and only there."
        yield Flaw((*path, "passes_over_stages"), "wrong-skip", what, hint)
    after = way.once_time_has_passed_for
    if after and after not in {duty.duty for duty in stage.duties}:
        what = f"This stage has no duty `{after}`."
        hint = "Name the duty of this stage whose time moves it on."
        yield Flaw((*path, "once_time_has_passed_for"), "unknown-duty", what, hint)


def _skips_wrongly(stage: StagePart, target: StagePart, way: MovePart) -> bool:
    """Only numbers tell whether a stage is left out; a named one may be beside."""
    if stage.stage is None or target.stage is None:
        return False
    return way.passes_over_stages != (target.stage > stage.stage + 1)


def _ways_in(file: PolicyFile) -> Iterator[Flaw]:
    """A dispute begins at the first stage, or at the first with a number.

    What only an unreachable stage leads to is not told again.
    """
    names = [name_of(stage) for stage in file.stages]
    numbered = [name_of(stage) for stage in file.stages if stage.stage]
    found = _reached(file, {names[0], *numbered[:1]})
    for place, name in enumerate(names):
        if name not in found:
            found |= _reached(file, {name})
            what = "This stage cannot be reached: no way leads to it."
            hint = f"Lead an earlier stage on with `to: {name}`."
            yield Flaw(("stages", place), "unreachable-stage", what, hint)


def _ways_out(file: PolicyFile) -> Iterator[Flaw]:
    """From every stage a way leads on to where the procedure ends.

    What only leads to a stage without a way out is not told again.
    """
    known = {name_of(stage) for stage in file.stages}
    ends = {
        name_of(stage)
        for stage in file.stages
        if _may_end(stage) or _onward(stage) - known  # astray, and told at the move
    }
    if not _onward(file.stages[-1]):
        ends.add(name_of(file.stages[-1]))
    for place, stage in reversed([*enumerate(file.stages)]):
        name = name_of(stage)
        if not ends & _reached(file, {name}):
            ends.add(name)
            what = "There is no way out of this stage, on or to an end."
            hint = "Add a move to a later stage, or say who decides here."
            yield Flaw(("stages", place, "leads_to"), "no-way-out", what, hint)


def _may_end(stage: StagePart) -> bool:
    return bool(stage.decided_by) or stage.may_end_unresolved or stage.ends is not None


def _onward(stage: StagePart) -> set[str]:
    return {way.to for way in stage.leads_to} - {name_of(stage)}


def _reached(file: PolicyFile, start: set[str]) -> set[str]:
    onward = {name_of(stage): _onward(stage) for stage in file.stages}
    found: set[str] = set()
    waiting = set(start)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= onward.get(name, set()) - found
    return found & set(onward)


def _either(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    *most, last = quoted
    return f"{', '.join(most)} or {last}" if most else last
