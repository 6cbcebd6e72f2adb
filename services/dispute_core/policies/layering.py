"""Taking parts over from the text above: the local text holds, and names the rest.

A part that is named with `taken_from` and nothing else is copied out of the policy that
the reference names, with its own clauses. What is released so says everything itself:
to judge a dispute in twenty years, no other policy is opened.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dispute_core.policies.yaml_file import (
    DataFileError,
    Flaw,
    Path,
    Tree,
    read_yaml,
    shortened,
)

TAKEN = "taken_from"
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "stages": ("stage", "named"),
    "kinds_of_disagreement": ("code",),
    "ask_first": ("question",),
    "do_first": ("condition",),
}
"""The lists of which parts can be taken over, and the words that name such a part."""

Held = Mapping[str, Mapping[str, Any]]
"""The contents of policies that are at hand, by their references."""

NONE_HELD: Held = {}


def references(source: str | bytes) -> frozenset[str]:
    """The policies from which a file takes parts; none where it cannot be read."""
    try:
        tree = read_yaml(source)
    except DataFileError:
        return frozenset()
    return frozenset(str(entry[TAKEN]) for _, _, entry in _named(tree.value))


def put_together(tree: Tree, held: Held) -> Tree:
    """The file with what it takes over written out; raises `DataFileError`."""
    taken = list(_named(tree.value))
    if not taken:
        return tree
    above = _named_above(tree.value)
    value = {**tree.value, **{name: list(tree.value[name]) for name, _, _ in taken}}
    flaws: list[Flaw] = []
    for name, place, entry in taken:
        found = _found(name, entry, above, held)
        if isinstance(found, _Missing):
            flaws.append(found.at((name, place)))
        else:
            value[name][place] = {**found, TAKEN: entry[TAKEN]}
    if flaws:
        raise DataFileError([tree.problem(flaw) for flaw in flaws])
    return Tree(value, tree.lines)


class _Missing:
    """Why a part cannot be taken over, before its place is known."""

    def __init__(self, code: str, what: str, hint: str) -> None:
        self.code, self.what, self.hint = code, what, hint

    def at(self, path: Path) -> Flaw:
        return Flaw((*path, TAKEN), self.code, self.what, self.hint)


def _named(value: Any) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """The entries that say from where they are taken: their list, place and words.

    A released content says it too, of parts that are written out by then.
    """
    if not isinstance(value, dict):
        return
    for name in NAMED_BY:
        entries = value.get(name)
        for place, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and isinstance(entry.get(TAKEN), str):
                yield name, place, entry


def _named_above(value: Mapping[str, Any]) -> set[str]:
    layers = value.get("layers")
    return {
        str(layer["policy"])
        for layer in (layers if isinstance(layers, list) else ())
        if isinstance(layer, dict) and "policy" in layer
    }


def _found(
    name: str, entry: Mapping[str, Any], above: set[str], held: Held
) -> Mapping[str, Any] | _Missing:
    ref, words = str(entry[TAKEN]), NAMED_BY[name]
    if set(entry) - {TAKEN, *words}:
        what = "This part is taken from another policy and written out here too."
        hint = f"Keep `{' or '.join(words)}` and `{TAKEN}`, or write it out without."
        return _Missing("taken-and-written", what, hint)
    said = {word: entry[word] for word in words if word in entry}
    if len(said) != 1:
        hint = f"Add `{' or '.join(words)}`, as that policy has it."
        return _Missing("missing", "It is not said which part is taken.", hint)
    if ref not in above:
        hint = "Name it under `layers`, as `policy:`, with the clause that says so."
        what = f"No layer of this file names the policy `{shortened(ref)}`."
        return _Missing("layer-not-named", what, hint)
    if ref not in held:
        hint = "Release it first; for a file on disk, name that file with `--over`."
        what = f"The policy `{shortened(ref)}` is not at hand."
        return _Missing("policy-not-held", what, hint)
    parts = held[ref].get(name, ())
    for part in parts:
        if all(part.get(word) == value for word, value in said.items()):
            return dict(part)
    value = shortened(str(next(iter(said.values()))))
    what = f"The policy `{ref}` has no such part as `{value}` under `{name}`."
    return _Missing("unknown-part", what, "Look the name up in that policy's file.")
