"""Reading a YAML file into plain values, knowing the line on which each one stands.

A narrow YAML on purpose: text, whole numbers, true and false, lists and named parts.
Nothing is guessed (`no` stays text, a date stays as written), nothing is written
twice under one name, and nothing refers to another place in the file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

Path = tuple[str | int, ...]
TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong in a file, where, and how to mend it."""

    line: int
    path: str
    what: str
    hint: str

    def __str__(self) -> str:
        place = f"line {self.line}"
        if self.path:
            place += f", {self.path}"
        return f"{place}: {self.what} {self.hint}"


class DataFileError(ValueError):
    """A file that a person must mend before Concord can use it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)

    @property
    def line(self) -> int:
        """The line of the first problem."""
        return self.problems[0].line

    @property
    def path(self) -> str:
        """The place of the first problem, as names and numbers of parts."""
        return self.problems[0].path


@dataclass(frozen=True)
class Tree:
    """The values of a file, and the line of each by its path."""

    value: Any
    lines: Mapping[Path, int]

    def problem(self, path: Path, what: str, hint: str) -> Problem:
        """A problem at a path; a missing part is reported where it should stand."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        line = self.lines.get(known, 1)
        return Problem(line=line, path=printed(path), what=what, hint=hint)


def printed(path: Path) -> str:
    """A path as people write it: `stages[0].duties[1].within`."""
    text = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in path
    )
    return text.removeprefix(".")


def read_yaml(text: str) -> Tree:
    """Parse a file; raises `DataFileError`."""
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise _refusal(event, (), "An alias is not read.", "Write it out.")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error) from error
    except (yaml.YAMLError, RecursionError) as error:
        what = "The file cannot be read as YAML."
        hint = "Remove odd characters and deep nesting."
        raise DataFileError([Problem(line=1, path="", what=what, hint=hint)]) from error
    if root is None:
        problem = Problem(line=1, path="", what="The file is empty.", hint="Write it.")
        raise DataFileError([problem])
    lines: dict[Path, int] = {}
    return Tree(_value(root, (), lines), lines)


def _value(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, path, lines))
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(item, (*path, number), lines)
            for number, item in enumerate(node.value)
        ]
    return _scalar(node, path)


def _pairs(
    node: yaml.MappingNode, path: Path, lines: dict[Path, int]
) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key, value in node.value:
        if key.tag != f"{TAG}str":
            raise _refusal(key, path, "A name must be text.", "Put it in quotes.")
        name = str(key.value)
        if name in seen:
            what = f"`{name}` stands here twice."
            raise _refusal(key, (*path, name), what, "Keep one of them.")
        seen.add(name)
        lines[(*path, name)] = key.start_mark.line + 1
        yield name, _value(value, (*path, name), lines)


def _scalar(node: yaml.Node, path: Path) -> str | int | bool | None:
    text = str(node.value)
    kind = node.tag.removeprefix(TAG)
    if kind == "null":
        return None
    if kind == "bool":
        return {"true": True, "false": False}.get(text, text)
    if kind == "int" and str(int(text) if text.isdecimal() else "") == text:
        return int(text)
    if kind in {"str", "timestamp"}:
        return text
    what = f"`{text}` is neither text nor a whole number."
    raise _refusal(node, path, what, "Put it in quotes if it is text.")


def _refusal(
    place: yaml.Node | yaml.Event, path: Path, what: str, hint: str
) -> DataFileError:
    line = place.start_mark.line + 1 if place.start_mark else 1
    problem = Problem(line=line, path=printed(path), what=what, hint=hint)
    return DataFileError([problem])


def _not_yaml(error: yaml.MarkedYAMLError) -> DataFileError:
    mark = error.problem_mark or error.context_mark
    what = f"The file cannot be read as YAML: {error.problem or error.context}."
    hint = "Check the spaces at the start of the line, colons and quotes."
    line = mark.line + 1 if mark else 1
    return DataFileError([Problem(line=line, path="", what=what, hint=hint)])
