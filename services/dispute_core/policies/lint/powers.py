"""Whether the moves and endings of a stage agree with who has the power for them."""

from collections.abc import Iterator

from dispute_core.policies.format.file import PolicyFile
from dispute_core.policies.format.moves import MovePart
from dispute_core.policies.format.stages import StagePart
from dispute_core.policies.yaml_file import Flaw, Path

NEEDS_A_DECIDER = (
    "the chair says so",
    "the panel says so",
    "the panel says so, the chair casting",
)


def power_flaws(file: PolicyFile) -> Iterator[Flaw]:
    """Moves without their cause, endings without the body that they need."""
    for place, stage in enumerate(file.stages):
        path: Path = ("stages", place)
        for number, way in enumerate(stage.leads_to):
            yield from _way(way, (*path, "leads_to", number))
        yield from _ends(stage, path)
        yield from _decides(stage, path)
        yield from _read(file, stage, (*path, "decider_reading"))


def _way(way: MovePart, path: Path) -> Iterator[Flaw]:
    if way.it == "by itself" and way.when != ("time passed",):
        what = "Only time that has passed can move a dispute on by itself."
        hint = "Write `when: [time passed]`, and other grounds in a move of their own."
        yield Flaw((*path, "when"), "moves-without-cause", what, hint)
    if way.once_time_has_passed_for and way.it != "by itself":
        what = "Only a move that happens by itself waits for the time of a duty."
        hint = "Add `it: by itself`, or remove this line."
        field = (*path, "once_time_has_passed_for")
        yield Flaw(field, "waits-for-nothing", what, hint)
    if bool(way.path) != bool(way.by_way_of):
        what = "`path` and `by_way_of` belong together."
        hint = "Give both the short name and the document's words for this way."
        yield Flaw((*path, "path"), "half-a-path", what, hint)


def _ends(stage: StagePart, path: Path) -> Iterator[Flaw]:
    ends = stage.ends
    if ends is None:
        return
    named = ends.when == "the named roles agree"
    if named != bool(ends.named_roles):
        what = "`named_roles` belongs to the ending `the named roles agree`."
        hint = "Name the roles that must agree, where they must and only there."
        yield Flaw((*path, "ends", "named_roles"), "roles-not-named", what, hint)
    if ends.when in NEEDS_A_DECIDER and not stage.decided_by:
        what = "This ending needs a body that has the power to decide."
        hint = "Add `decided_by` and `decider`."
        yield Flaw((*path, "ends", "when"), "nobody-decides", what, hint)


def _decides(stage: StagePart, path: Path) -> Iterator[Flaw]:
    """Bodies of which the document says what they may do decide only if it says so."""
    deciding = {body.side for body in stage.bodies if "decides" in body.may}
    for number, body in enumerate(stage.bodies):
        if body.side in stage.decided_by and body.side not in deciding:
            what = "This body is said to decide, but among its powers that is none."
            hint = "Add `decides` to `may`, or take its side out of `decided_by`."
            field = (*path, "bodies", number, "may")
            yield Flaw(field, "decides-without-power", what, hint)


def _read(file: PolicyFile, stage: StagePart, path: Path) -> Iterator[Flaw]:
    """A power that people read into the document stands under `readings`."""
    if stage.decider_reading is None:
        return
    if stage.decider_reading not in {reading.about for reading in file.readings}:
        what = f"No reading is about `{stage.decider_reading}`."
        hint = "Add it under `readings`, with who reads it so, or correct the name."
        yield Flaw(path, "unknown-reading", what, hint)
    if stage.decider is None:
        hint = "Add `decided_by` and `decider`, or remove this line."
        yield Flaw(path, "half-a-decider", "No decider is there to be read.", hint)
