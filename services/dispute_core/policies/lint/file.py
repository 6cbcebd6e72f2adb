"""What a policy file must also keep to, beyond the shape of its parts."""

from collections.abc import Iterator
from itertools import chain

from pydantic import BaseModel

from dispute_core.policies.format.file import PolicyFile
from dispute_core.policies.layering import TAKEN
from dispute_core.policies.lint.durations import duration_flaws
from dispute_core.policies.lint.entry import around_the_stages
from dispute_core.policies.lint.powers import power_flaws
from dispute_core.policies.lint.repeating import twice
from dispute_core.policies.lint.stages import stage_flaws
from dispute_core.policies.lint.ways import way_flaws
from dispute_core.policies.yaml_file import Flaw, Path


def flaws(file: PolicyFile) -> Iterator[Flaw]:
    """Everything in a well-shaped file that does not hold together."""
    yield from _kinds(file)
    yield from way_flaws(file)
    yield from chain.from_iterable(
        stage_flaws(file, place) for place in range(len(file.stages))
    )
    yield from power_flaws(file)
    yield from duration_flaws(file)
    yield from _hours(file)
    yield from around_the_stages(file)
    yield from _citations(file, file.cited_as, ())


def _kinds(file: PolicyFile) -> Iterator[Flaw]:
    path = ("kinds_of_disagreement",)
    codes = [kind.code for kind in file.kinds_of_disagreement]
    yield from twice(path, "code", codes)
    if "other" not in codes:
        hint = "Add a kind with the code `other`: no document's list is closed."
        yield Flaw(path, "no-kind-other", "There is no kind `other`.", hint)


def _hours(file: PolicyFile) -> Iterator[Flaw]:
    opens, _, closes = (file.working_hours or "00:00 to 24:00").partition(" to ")
    if opens >= closes:
        what = "The working day ends before it begins."
        hint = "Give the hour at which it begins first, as in 09:00 to 17:00."
        yield Flaw(("working_hours",), "ends-before-it-begins", what, hint)


def _citations(part: object, cited_as: str, path: Path) -> Iterator[Flaw]:
    """Every `clause`, however deep, must begin with the name of the document."""
    if isinstance(part, BaseModel):
        if getattr(part, TAKEN, None):
            return  # what is taken over cites its own document
        for name in type(part).model_fields:
            value, here = getattr(part, name), (*path, name)
            if name == "clause" and not str(value).startswith(f"{cited_as} "):
                hint = f"Begin it with `{cited_as}` and say the place in the document."
                what = "The clause does not cite the document."
                yield Flaw(here, "missing-clause", what, hint)
            yield from _citations(value, cited_as, here)
    elif isinstance(part, tuple):
        for number, item in enumerate(part):
            yield from _citations(item, cited_as, (*path, number))
