"""Names that may stand only once."""

from collections.abc import Iterable, Iterator

from dispute_core.policies.yaml_file import Flaw, Path


def repeated(names: Iterable[str]) -> Iterator[int]:
    """The places at which a name stands that stood before."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            yield number
        seen.add(name)


def twice(
    path: Path,
    field: str,
    names: Iterable[str],
    hint: str = "Keep one of them, or give one another name.",
) -> Iterator[Flaw]:
    """A flaw for each name of a list that stood in it before."""
    values = list(names)
    for number in repeated(values):
        what = f"`{values[number]}` stands twice."
        yield Flaw((*path, number, field), "duplicate-id", what, hint)
