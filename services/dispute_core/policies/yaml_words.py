"""What the reader of YAML met, and where to look, in words that need no YAML."""

from dataclasses import dataclass

import yaml
from yaml.reader import ReaderError

GENERAL_HINT = "Check the spaces at the start of the line, colons and quotes."


@dataclass(frozen=True, kw_only=True)
class Met:
    """A sentence and a hint for something that the reader said."""

    said: str
    what: str
    hint: str
    at_its_start: bool = False
    """Whether the line to mend is the one on which the unfinished thing began."""


_MET = (
    Met(
        said=r"character '\t'",
        what="a tab stands where spaces belong",
        hint="Use spaces at the start of a line, never tabs.",
    ),
    Met(
        said="that cannot start any token",
        what="a value begins with a sign that means something else in YAML",
        hint="Put the value in quotes.",
    ),
    Met(
        said="another document",
        what="a second document begins here",
        hint="Write one policy in one file, and remove the line `---`.",
    ),
    Met(
        said="mapping values are not allowed",
        what="there is a colon and a space inside a value, or a name out of line",
        hint="Put a value with a colon in quotes, and line the names up.",
    ),
    Met(
        said="while scanning a quoted scalar",
        what="the quotes that begin here do not end",
        hint="Close the quotes.",
        at_its_start=True,
    ),
    Met(
        said="expected the node content",
        what="a bracket, comma or other sign stands where a value belongs",
        hint="Write the value, or put it in quotes.",
    ),
    Met(
        said="while parsing a flow",
        what="the brackets do not fit",
        hint="Close the brackets, and put one comma between two values.",
    ),
    Met(
        said="could not find expected ':'",
        what="this line has no colon",
        hint="Write `name: value`, or line the text up with the text before it.",
        at_its_start=True,
    ),
    Met(
        said="duplicate anchor",
        what="two places carry the same name after `&`",
        hint="Remove both names: a policy file does not refer to itself.",
    ),
    Met(
        said="escape character",
        what=r"a \ in double quotes stands before a letter that it does not fit",
        hint=r"Write \\ or use single quotes.",
    ),
    Met(
        said="<document start>",
        what="words stand here after the end of the file",
        hint="Remove the line `...`, or these words.",
    ),
    Met(
        said="YAML document",
        what="the line that begins with % names a version that does not exist",
        hint="Remove that line.",
    ),
    Met(
        said="tag",
        what="a word that begins with ! is a tag, which this format does not use",
        hint="Put the value in quotes if it is text.",
    ),
    Met(
        said="while parsing a block",
        what="this line does not fit the lines before it",
        hint="Line it up with the names, or the `-`, that it belongs to.",
    ),
)


def in_plain_words(error: Exception, text: str, reached: int) -> tuple[str, str, int]:
    """What is wrong, how to mend it, and on which line of the text.

    `reached` is the line that was being read, for an error that does not say where.
    """
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        reason = "a character that cannot be seen stands on this line"
        return _sentence(reason), "Remove the character.", line
    if not isinstance(error, yaml.MarkedYAMLError):
        reason = "a number or a character code in it is too large"
        return _sentence(reason), "Write it out as text.", reached
    said = f"{error.context}, {error.problem}"
    met = next((known for known in _MET if known.said in said), None)
    line = _line(error, at_its_start=met is not None and met.at_its_start)
    if met is None:
        return _sentence(str(error.problem)), GENERAL_HINT, line
    return _sentence(met.what), met.hint, line


def _sentence(reason: str) -> str:
    return f"The file cannot be read as YAML: {reason}."


def _line(error: yaml.MarkedYAMLError, *, at_its_start: bool) -> int:
    mark = error.problem_mark or error.context_mark
    if at_its_start:
        mark = error.context_mark or mark
    return mark.line + 1 if mark else 1
