"""Files that are no plain YAML: the line, what is wrong, and how to mend it."""

import pytest

from dispute_core.policies import read_policy
from tests.policies.malformed import GOOD, Malformed, changed, expect_told, raw

LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

CASES: dict[str, Malformed] = {
    # Nothing, or something else
    "nothing at all": raw("", "empty-file"),
    "blank lines": raw("\n\n\n", "empty-file"),
    "remarks only": raw("# a policy\n# to come\n", "empty-file"),
    "the start of a document only": raw("---\n", "does-not-fit", 2),
    "just words": raw("just words", "does-not-fit"),
    "a list": raw("- a\n- b\n", "does-not-fit"),
    "a number": raw("12\n", "does-not-fit"),
    "JSON with a comma too many": raw('{"policy": "a@1",, "b": 1}', "not-yaml"),
    # Bytes
    "a letter in Latin-1": raw(b"policy: a@1\ntitle: caf\xe9\n", "not-utf8", 2),
    "UTF-16": raw(GOOD.encode("utf-16"), "not-utf8"),
    "a picture": raw(b"\x89PNG\r\n\x1a\n\x00\x00", "not-utf8"),
    "a zero byte": raw("policy: a@1\ntitle: a\x00b\n", "not-yaml", 2),
    "more than anyone reads": raw("# long\n" * 50_000, "too-long"),
    # Layout
    "a tab before a name": raw("policy: a@1\nstages:\n\t- x\n", "not-yaml", 3),
    "quotes that do not end": raw('a: x\nb: "y\nc: z\n', "not-yaml", 2),
    "single quotes that do not end": raw("a: x\nb: 'y\nc: z\n", "not-yaml", 2),
    "a bracket that does not end": raw("a: x\nb: [y\nc: z\n", "not-yaml", 3),
    "a brace that does not end": raw("a: {b: c\n", "not-yaml", 2),
    "a bracket that nothing opened": raw("a: ]\n", "not-yaml"),
    "a colon in a value": raw("a: x\ntitle: Stage 1: talk\n", "not-yaml", 2),
    "a line without a colon": raw("a: 1\nb\nc: 2\n", "not-yaml", 2),
    "a line out of line": raw("a:\n    b: 1\n  c: 2\n", "not-yaml", 3),
    "a list out of line": raw("a:\n  - b\n c\n", "not-yaml", 3),
    "a value in two pieces": raw("a: 'b' c\n", "not-yaml"),
    "a sign before a value": raw("a: @b\n", "not-yaml"),
    "a percent sign before a value": raw("a: %b\n", "not-yaml"),
    "a backtick before a value": raw("a: `b`\n", "not-yaml"),
    "an unknown escape": raw('a: "\\q"\n', "not-yaml"),
    "a character that is none": raw('a: x\nb: "\\U00110000"\n', "not-yaml", 2),
    "a version that is none": raw("%YAML 9.9\n---\na: 1\n", "not-yaml"),
    "a version beyond counting": raw(f"%YAML 1.{'9' * 5000}\n---\na: 1", "not-yaml"),
    # More than one
    "two documents": raw("a: 1\n---\nb: 2\n", "not-yaml", 2),
    "words after the end": raw("a: 1\n...\nb\n", "not-yaml", 3),
    "a name twice": raw("policy: a@1\npolicy: b@1\n", "name-twice", 2, "policy"),
    "a name twice within a part": changed(
        "    label: Stage 2\n",
        "    label: Stage 2\n    label: Stage two\n",
        "name-twice",
        "stages[1].label",
        "    label: Stage two",
    ),
    # References
    "an alias": raw("a: &a x\nb: *a\n", "alias", 2),
    "an alias to nothing": raw("a: *b\n", "alias"),
    "an alias within itself": raw("a: &a [*a]\n", "alias"),
    "a billion laughs": raw(LAUGHS, "alias", 2),
    "a merge with an alias": raw("a: &a {b: c}\nd:\n  <<: *a\n", "alias", 3),
    "a merge": raw("a:\n  <<: {b: c}\n", "name-not-text", 2, "a"),
    "an anchor twice": raw("a: &x [1]\nb: &x [2]\n", "not-yaml", 2),
    # Names and values of other kinds
    "a number for a name": raw("1: one\n", "name-not-text"),
    "a list for a name": raw("? [a]\n: b\n", "name-not-text"),
    "a part for a name": raw("? {a: b}\n: c\n", "name-not-text"),
    "nothing for a name": raw("~: b\n", "name-not-text"),
    "a fraction": raw("title: 1.5\n", "not-text", 1, "title"),
    "a number in hexadecimal": raw("title: 0x10\n", "not-text", 1, "title"),
    "a number with a zero before": raw("cited_as: 002\n", "not-text", 1, "cited_as"),
    "a number by sixties": raw("title: 16:30\n", "not-text", 1, "title"),
    "a number without end": raw(f"title: {'9' * 5000}\n", "not-text", 1, "title"),
    "no number": raw("title: .nan\n", "not-text", 1, "title"),
    "bytes": raw("title: !!binary aGVsbG8=\n", "tag", 1, "title"),
    # Tags
    "a name of Python": raw("a: !!python/name:os.system x\n", "tag", 1, "a"),
    "a call of Python": raw("a: !!python/object/apply:os.system [x]\n", "tag", 1, "a"),
    "a tag of one's own": raw("a: !stage {b: c}\n", "tag", 1, "a"),
    "a set": raw("a: !!set {b, c}\n", "tag", 1, "a"),
    "an unknown handle": raw("a: !foo!bar x\n", "not-yaml"),
    # Characters that cannot be seen
    "a zero in an escape": raw('a: "b\\0c"\n', "odd-character", 1, "a"),
    "a bell": raw('a: "b\\ac"\n', "odd-character", 1, "a"),
    "half a character": raw('a: "\\ud800"\n', "odd-character", 1, "a"),
    "words written backwards": raw("a: x\nb: \u202eevil\n", "odd-character", 2, "b"),
    "a space of no width": raw("a: x\u200by\n", "odd-character", 1, "a"),
    "a name with a line end": raw('"a\\nb": x\n', "name-not-text"),
    # Depth
    "a thousand brackets": raw("[" * 1500 + "]" * 1500, "too-deep"),
    "a thousand parts": raw("{a: " * 1500, "too-deep"),
    "a hundred lines, each further in": raw(
        "".join(f"{' ' * depth}a:\n" for depth in range(100)), "too-deep", 20
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
class TestAFileThatIsNotPlainYaml:
    def test_is_told_with_its_line_and_how_to_mend_it(self, case: Malformed) -> None:
        expect_told(case)


class TestAFileWithAMarkOfItsEncoding:
    def test_is_read_as_if_it_had_none(self) -> None:
        marked = b"\xef\xbb\xbf" + GOOD.encode()

        assert read_policy(marked).sha256 == read_policy(GOOD).sha256


class TestLinesThatEndAsOnWindows:
    def test_are_read_as_others_are(self) -> None:
        windows = GOOD.replace("\n", "\r\n").encode()

        assert read_policy(windows).sha256 == read_policy(GOOD).sha256
