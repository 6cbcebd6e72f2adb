"""What each stage of a policy file must keep to."""

from collections.abc import Iterator

from dispute_core.policies.format.file import PolicyFile
from dispute_core.policies.format.stages import StagePart, name_of
from dispute_core.policies.format.times import DutyPart
from dispute_core.policies.lint.repeating import twice
from dispute_core.policies.yaml_file import Flaw, Path


def stage_flaws(file: PolicyFile, place: int) -> Iterator[Flaw]:
    """What does not hold together within one stage."""
    stage, path = file.stages[place], ("stages", place)
    names = [duty.duty for duty in stage.duties]
    hint = "Give each duty of a stage its own name."
    yield from twice((*path, "duties"), "duty", names, hint)
    for number, duty in enumerate(stage.duties):
        here = (*path, "duties", number)
        yield from _start(duty, here, first=place == 0)
        yield from _end(duty, here, stage)
    if stage.meeting is not None:
        items = [one.item for one in stage.meeting.must_consider]
        yield from twice((*path, "meeting", "must_consider"), "item", items)
    yield from _ending(file, place, path)


def _start(duty: DutyPart, path: Path, *, first: bool) -> Iterator[Flaw]:
    if not first:
        return
    waited_for = {
        "counted_from": (duty.counted_from,),
        "counted_from_the_latest_of": duty.counted_from_the_latest_of,
    }
    for name, starts in waited_for.items():
        if "the end of the previous stage" in starts:
            what = "The first stage has no stage before it."
            hint = "Count from `the day it was raised`."
            yield Flaw((*path, name), "start-never-comes", what, hint)


def _end(duty: DutyPart, path: Path, stage: StagePart) -> Iterator[Flaw]:
    onward = {way.to for way in stage.leads_to} - {name_of(stage)}
    if set(duty.settled_by) == {"leaving the stage"} and not onward:
        what = "Nothing can stop this timer: the stage is the last."
        hint = "Name what settles the duty, such as `a resolution`."
        yield Flaw((*path, "settled_by"), "timer-nothing-can-stop", what, hint)


def _ending(file: PolicyFile, place: int, path: Path) -> Iterator[Flaw]:
    stage = file.stages[place]
    if stage.may_end_unresolved and stage.leads_to:
        what = "Only a stage that leads nowhere may end unresolved."
        hint = "Remove it, or move it to the end."
        yield Flaw((*path, "may_end_unresolved"), "ends-too-early", what, hint)
    if bool(stage.decided_by) != bool(stage.decider):
        what = "`decided_by` and `decider` belong together."
        hint = "Say both whose power it is and which body."
        yield Flaw((*path, "decided_by"), "half-a-decider", what, hint)
    told_before = any(before.board_is_told for before in file.stages[:place])
    if told_before and not stage.board_is_told:
        what = "The board was told at an earlier stage and cannot forget."
        hint = "Set it to true here too."
        yield Flaw((*path, "board_is_told"), "board-forgets", what, hint)
