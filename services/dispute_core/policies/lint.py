"""What a policy file must also keep to, beyond the shape of its parts."""

from collections.abc import Iterable, Iterator
from itertools import chain

from pydantic import BaseModel

from dispute_core.policies.format.file import PolicyFile
from dispute_core.policies.format.stages import StagePart
from dispute_core.policies.format.times import DutyPart
from dispute_core.policies.yaml_file import Path

Finding = tuple[Path, str, str]
"""Where, what is wrong, how to mend it."""


def findings(file: PolicyFile) -> Iterator[Finding]:
    """Everything in a well-shaped file that does not hold together."""
    yield from _categories(file)
    yield from _stage_numbers(file)
    yield from chain.from_iterable(
        _stage(file, number) for number in range(len(file.stages))
    )
    yield from _citations(file, file.cited_as, ())


def _categories(file: PolicyFile) -> Iterator[Finding]:
    codes = [category.code for category in file.kinds_of_disagreement]
    for number in repeated(codes):
        path = ("kinds_of_disagreement", number, "code")
        yield path, f"The code `{codes[number]}` stands twice.", "Keep one of them."
    if "other" not in codes:
        hint = "Add a kind with the code `other`: no document's list is closed."
        yield ("kinds_of_disagreement",), "There is no kind `other`.", hint


def _stage_numbers(file: PolicyFile) -> Iterator[Finding]:
    for place, stage in enumerate(file.stages):
        if stage.stage != place + 1:
            what = f"Stage {stage.stage} stands where stage {place + 1} is expected."
            yield (
                ("stages", place, "stage"),
                what,
                "Number the stages 1, 2, 3 in order.",
            )


def _stage(file: PolicyFile, place: int) -> Iterator[Finding]:
    stage, path = file.stages[place], ("stages", place)
    names = [duty.duty for duty in stage.duties]
    for number in repeated(names):
        yield (
            (*path, "duties", number, "duty"),
            f"The duty `{names[number]}` stands twice in this stage.",
            "Give each duty of a stage its own name.",
        )
    for number, duty in enumerate(stage.duties):
        for field, what, hint in _duty(duty, place):
            yield (*path, "duties", number, field), what, hint
    yield from _moves(file, stage, path)
    yield from _ending(file, stage, path)


def _duty(duty: DutyPart, place: int) -> Iterator[tuple[str, str, str]]:
    if duty.within and duty.no_later_than:
        what = "A duty has one number: `within` or `no_later_than`."
        yield "within", what, "Keep the one that the document prints."
    number = duty.within or duty.no_later_than
    if number and not duty.printed:
        hint = "Add `printed` with the document's own words for the number."
        yield "printed", "A number is not quoted.", hint
    if duty.printed and not number:
        hint = "Move words without a number to `urgency`."
        yield "printed", "`printed` quotes a number that is not there.", hint
    if place == 0 and duty.counted_from == "the end of the previous stage":
        hint = "Count from `the day it was raised`."
        yield "counted_from", "The first stage has no stage before it.", hint


def _moves(file: PolicyFile, stage: StagePart, path: Path) -> Iterator[Finding]:
    targets = [int(move.to.removeprefix("stage ")) for move in stage.leads_to]
    for number, (move, target) in enumerate(zip(stage.leads_to, targets, strict=True)):
        here = (*path, "leads_to", number)
        if not stage.stage < target <= len(file.stages):
            hint = "Name a later stage of this file."
            yield (*here, "to"), f"`{move.to}` cannot follow this stage.", hint
        elif move.passes_over_stages != (target > stage.stage + 1):
            hint = "Set it to true where a stage between is left out, and only there."
            what = "`passes_over_stages` does not fit the stage that is named."
            yield (*here, "passes_over_stages"), what, hint
    if stage.stage < len(file.stages) and stage.stage + 1 not in targets:
        what = f"No way leads on to stage {stage.stage + 1}."
        yield (*path, "leads_to"), what, "Add a move to the next stage."


def _ending(file: PolicyFile, stage: StagePart, path: Path) -> Iterator[Finding]:
    if stage.may_end_unresolved and stage.stage < len(file.stages):
        what = "Only the last stage may end unresolved."
        yield (*path, "may_end_unresolved"), what, "Remove it, or move it to the end."
    if bool(stage.decided_by) != bool(stage.decider):
        what = "`decided_by` and `decider` belong together."
        yield (*path, "decided_by"), what, "Say both whose power it is and which body."
    told_before = any(
        before.board_is_told for before in file.stages if before.stage < stage.stage
    )
    if told_before and not stage.board_is_told:
        what = "The board was told at an earlier stage and cannot forget."
        yield (*path, "board_is_told"), what, "Set it to true here too."


def _citations(part: object, cited_as: str, path: Path) -> Iterator[Finding]:
    """Every `clause`, however deep, must begin with the name of the document."""
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name == "clause" and not str(value).startswith(f"{cited_as} "):
                hint = f"Begin it with `{cited_as}` and say the place in the document."
                yield (*path, name), "The clause does not cite the document.", hint
            yield from _citations(value, cited_as, (*path, name))
    elif isinstance(part, tuple):
        for number, item in enumerate(part):
            yield from _citations(item, cited_as, (*path, number))


def repeated(names: Iterable[str]) -> Iterator[int]:
    """The places at which a name stands that stood before."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            yield number
        seen.add(name)
