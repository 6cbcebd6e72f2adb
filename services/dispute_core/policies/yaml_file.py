"""Reading a YAML file into plain values, knowing the line on which each one stands.

A narrow YAML on purpose: text, whole numbers, true and false, lists and named parts.
Nothing is guessed (`no` stays text, a date stays as written), nothing is written
twice under one name, and nothing refers to another place in the file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from unicodedata import category

import yaml

from dispute_core.policies.yaml_words import in_plain_words

Path = tuple[str | int, ...]
TAG = "tag:yaml.org,2002:"
MOST_CHARACTERS = 300_000
DEEPEST = 20
LONGEST_NUMBER = 9
UNSEEN_IN_PLAIN_TEXT = "\n\t\xad\u200c\u200d"
"""Line ends and tabs, soft hyphens, and what joins or parts letters."""


class Flaw(NamedTuple):
    """Something wrong at a place of a file, before its line is looked up."""

    path: Path
    code: str
    what: str
    hint: str


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong in a file, where, and how to mend it."""

    code: str
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

    def problem(self, flaw: Flaw) -> Problem:
        """A flaw with its line; a missing part is reported where it should stand."""
        known = flaw.path
        while known and known not in self.lines:
            known = known[:-1]
        return Problem(
            line=self.lines.get(known, 1),
            path=printed(flaw.path),
            code=flaw.code,
            what=flaw.what,
            hint=flaw.hint,
        )


def printed(path: Path) -> str:
    """A path as people write it: `stages[0].duties[1].within`."""
    text = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in path
    )
    return text.removeprefix(".")


def read_yaml(source: str | bytes) -> Tree:
    """Parse a file, or its bytes as they lie on the disk; raises `DataFileError`."""
    text = source if isinstance(source, str) else _text(source)
    if len(text) > MOST_CHARACTERS:
        what = f"The file is longer than {MOST_CHARACTERS:,} characters."
        raise _refusal(Flaw((), "too-long", what, "Shorten it."))
    loader: _Loader | None = None
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
    except DataFileError:
        raise
    except (yaml.YAMLError, ValueError) as error:
        what, hint, line = in_plain_words(error, text, loader.line + 1 if loader else 1)
        raise _refusal(Flaw((), "not-yaml", what, hint), line) from error
    if root is None:
        hint = "Write the policy, or name another file."
        raise _refusal(Flaw((), "empty-file", "The file is empty.", hint))
    lines: dict[Path, int] = {}
    return Tree(_value(root, (), lines), lines)


def _text(source: bytes) -> str:
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        flaw = Flaw(
            (),
            "not-utf8",
            "This line is not text in UTF-8.",
            "Save the file with the encoding UTF-8.",
        )
        raise _refusal(flaw, line) from error


class _Loader(yaml.SafeLoader):
    """Refuses what could make a small file large or a reader dizzy, as it comes."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            what = f"`*{event.anchor}` is an alias for another place in the file."
            raise _at(event, (), "alias", what, "Write the words out here.")
        self.depth += 1
        if self.depth > DEEPEST:
            what = "The parts stand too deep inside each other."
            hint = "Check the spaces at the start of the line, and the brackets."
            raise _at(event, (), "too-deep", what, hint)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _value(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, path)
    if node.tag not in {f"{TAG}map", f"{TAG}seq"}:
        raise _tagged(node, path)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, path, lines))
    return [
        _value(item, (*path, number), lines) for number, item in enumerate(node.value)
    ]


def _pairs(
    node: yaml.MappingNode, path: Path, lines: dict[Path, int]
) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key, value in node.value:
        if key.tag != f"{TAG}str" or not str(key.value).isprintable():
            what = "A name must be text."
            raise _at(key, path, "name-not-text", what, "Put it in quotes.")
        name = str(key.value)
        if name in seen:
            what = f"`{name}` stands here twice."
            raise _at(key, (*path, name), "name-twice", what, "Keep one of them.")
        seen.add(name)
        lines[(*path, name)] = key.start_mark.line + 1
        yield name, _value(value, (*path, name), lines)


def _scalar(node: yaml.ScalarNode, path: Path) -> str | int | bool | None:
    text = str(node.value)
    kind = node.tag.removeprefix(TAG)
    if kind == "null":
        return None
    if kind == "bool":
        return {"true": True, "false": False}.get(text, text)
    if kind == "int" and _is_plain_number(text):
        return int(text)
    if kind in {"str", "timestamp"}:
        return _legible(text, node, path)
    if kind not in {"int", "float", "merge", "value"}:
        raise _tagged(node, path)
    what = f"`{shortened(text)}` is neither text nor a whole number."
    raise _at(node, path, "not-text", what, "Put it in quotes if it is text.")


def _is_plain_number(text: str) -> bool:
    plain = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return plain and str(int(text)) == text


def _legible(text: str, node: yaml.Node, path: Path) -> str:
    """Text without characters that cannot be seen, which no log should keep."""
    for character in text:
        seen = character.isprintable() or category(character) == "Zs"
        if not seen and character not in UNSEEN_IN_PLAIN_TEXT:
            what = f"The text holds a character that cannot be seen ({character!a})."
            raise _at(node, path, "odd-character", what, "Remove the character.")
    return text


def shortened(text: str, most: int = 40) -> str:
    """A value for a sentence: on one line, and not the whole of a long one."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _tagged(node: yaml.Node, path: Path) -> DataFileError:
    tag = shortened(node.tag.replace(TAG, "!!"))
    what = f"`{tag}` is a tag, which this format does not use."
    return _at(node, path, "tag", what, "Remove it.")


def _at(
    place: yaml.Node | yaml.Event, path: Path, code: str, what: str, hint: str
) -> DataFileError:
    line = place.start_mark.line + 1 if place.start_mark else 1
    return _refusal(Flaw(path, code, what, hint), line)


def _refusal(flaw: Flaw, line: int = 1) -> DataFileError:
    problem = Problem(
        code=flaw.code,
        line=line,
        path=printed(flaw.path),
        what=flaw.what,
        hint=flaw.hint,
    )
    return DataFileError([problem])
