"""What must hold of the parts of a policy file that surround its stages."""

from collections.abc import Iterator

from dispute_core.policies.format.file import PolicyFile
from dispute_core.policies.format.stages import name_of
from dispute_core.policies.lint.repeating import repeated, twice
from dispute_core.policies.yaml_file import Flaw

ALLEGATION = "an allegation against a person"


def around_the_stages(file: PolicyFile) -> Iterator[Flaw]:
    """Questions, preconditions, levels, tasks and dates that do not hold together."""
    yield from _dates(file)
    yield from _questions(file)
    yield from _preconditions(file)
    yield from _levels(file)
    yield from _tasks(file)


def _dates(file: PolicyFile) -> Iterator[Flaw]:
    begins, ends = file.in_force_from, file.in_force_to
    if begins and ends and ends < begins:
        what = "It would end before it begins."
        hint = "Give a date after `in_force_from`."
        yield Flaw(("in_force_to",), "ends-before-it-begins", what, hint)


def _questions(file: PolicyFile) -> Iterator[Flaw]:
    codes = [part.question for part in file.ask_first]
    hint = "Give each question a name of its own."
    yield from twice(("ask_first",), "question", codes, hint)
    for number, part in enumerate(file.ask_first):
        here = ("ask_first", number)
        allegation = part.about == ALLEGATION
        if allegation and part.if_yes != "not by this procedure":
            what = "An allegation against a person is never written into a dispute."
            hint = "Write `not by this procedure`."
            yield Flaw((*here, "if_yes"), "allegation-in-dispute", what, hint)
        if part.question == "allegation" and not allegation:
            what = f"`allegation` is the name of the question about {ALLEGATION}."
            hint = "Give this question another name."
            yield Flaw((*here, "question"), "name-taken", what, hint)


def _preconditions(file: PolicyFile) -> Iterator[Flaw]:
    codes = [part.condition for part in file.do_first]
    hint = "Give each condition a name of its own."
    yield from twice(("do_first",), "condition", codes, hint)
    stages = {name_of(stage) for stage in file.stages}
    for number, part in enumerate(file.do_first):
        if part.before and part.before not in stages:
            hint = "Name a stage of this file."
            here = ("do_first", number, "before")
            yield Flaw(here, "unknown-stage", "There is no such stage.", hint)


def _levels(file: PolicyFile) -> Iterator[Flaw]:
    levels = [part.level for part in file.equivalents]
    hint = "Put all its titles in one place."
    yield from twice(("equivalents",), "level", levels, hint)
    for number, part in enumerate(file.equivalents):
        for kind in sorted(set(part.without) & set(part.titles)):
            what = f"`{kind}` has a title for a level that it is said to lack."
            hint = "Remove it from `titles` or from `without`."
            here = ("equivalents", number, "without")
            yield Flaw(here, "title-without-level", what, hint)
    kinds = [part.kind for part in file.acts_for]
    hint = "Keep the officer that the document names."
    yield from twice(("acts_for",), "kind", kinds, hint)


def _tasks(file: PolicyFile) -> Iterator[Flaw]:
    for place, stage in enumerate(file.stages):
        names = [duty.duty for duty in stage.duties]
        tasks = [part.task for part in stage.also_to_do]
        for number in repeated([*names, *tasks]):
            if number >= len(names):
                path = ("stages", place, "also_to_do", number - len(names), "task")
                what = f"The name `{tasks[number - len(names)]}` is taken."
                hint = "Give each duty and task of a stage its own name."
                yield Flaw(path, "duplicate-id", what, hint)
