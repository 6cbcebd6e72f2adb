"""What must hold of the parts of a policy file that surround its stages."""

from collections.abc import Iterator

from dispute_core.policies.format.file import PolicyFile
from dispute_core.policies.lint import Finding, repeated

ALLEGATION = "an allegation against a person"


def around_the_stages(file: PolicyFile) -> Iterator[Finding]:
    """Questions, preconditions, levels, tasks and dates that do not hold together."""
    yield from _dates(file)
    yield from _questions(file)
    yield from _preconditions(file)
    yield from _levels(file)
    yield from _tasks(file)


def _dates(file: PolicyFile) -> Iterator[Finding]:
    begins, ends = file.in_force_from, file.in_force_to
    if begins and ends and ends < begins:
        what = "It would end before it begins."
        yield ("in_force_to",), what, "Give a date after `in_force_from`."


def _questions(file: PolicyFile) -> Iterator[Finding]:
    codes = [part.question for part in file.ask_first]
    for number in repeated(codes):
        what = f"The question `{codes[number]}` stands twice."
        hint = "Give each question a name of its own."
        yield ("ask_first", number, "question"), what, hint
    for number, part in enumerate(file.ask_first):
        here = ("ask_first", number)
        allegation = part.about == ALLEGATION
        if allegation and part.if_yes != "not by this procedure":
            what = "An allegation against a person is never written into a dispute."
            yield (*here, "if_yes"), what, "Write `not by this procedure`."
        if part.question == "allegation" and not allegation:
            what = f"`allegation` is the name of the question about {ALLEGATION}."
            yield (*here, "question"), what, "Give this question another name."


def _preconditions(file: PolicyFile) -> Iterator[Finding]:
    codes = [part.condition for part in file.do_first]
    for number in repeated(codes):
        what = f"The condition `{codes[number]}` stands twice."
        hint = "Give each condition a name of its own."
        yield ("do_first", number, "condition"), what, hint
    stages = {f"stage {stage.stage}" for stage in file.stages}
    for number, part in enumerate(file.do_first):
        if part.before and part.before not in stages:
            hint = "Name a stage of this file."
            yield ("do_first", number, "before"), "There is no such stage.", hint


def _levels(file: PolicyFile) -> Iterator[Finding]:
    for number in repeated(part.level for part in file.equivalents):
        what = "The level stands twice."
        hint = "Put all its titles in one place."
        yield ("equivalents", number, "level"), what, hint
    for number, part in enumerate(file.equivalents):
        for kind in sorted(set(part.without) & set(part.titles)):
            what = f"`{kind}` has a title for a level that it is said to lack."
            hint = "Remove it from `titles` or from `without`."
            yield ("equivalents", number, "without"), what, hint
    kinds = [part.kind for part in file.acts_for]
    for number in repeated(kinds):
        what = f"Two officers act for `{kinds[number]}`."
        hint = "Keep the one that the document names."
        yield ("acts_for", number, "kind"), what, hint


def _tasks(file: PolicyFile) -> Iterator[Finding]:
    for place, stage in enumerate(file.stages):
        names = [duty.duty for duty in stage.duties]
        tasks = [part.task for part in stage.also_to_do]
        for number in repeated([*names, *tasks]):
            if number >= len(names):
                path = ("stages", place, "also_to_do", number - len(names), "task")
                what = f"The name `{tasks[number - len(names)]}` is taken."
                yield path, what, "Give each duty and task of a stage its own name."
