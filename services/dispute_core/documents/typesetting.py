"""Has typst set a document, with every sign that its fonts do not have spelt out.

What people wrote may hold any sign there is. A box in its place would be a word lost
from the record; its name in brackets is not.
"""

import json
import re
import unicodedata
from typing import Any

import typst
from pydantic_core import to_jsonable_python

from dispute_core.documents import words
from dispute_core.documents.labels import labels_in_welsh
from dispute_core.documents.model import Document
from dispute_core.documents.pdf import PdfNotPossible
from dispute_core.domain.training import INVENT, MARK, WELSH_INVENT, WELSH_MARK

_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_CONTROL = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
_TRIES = 4
MOST_CHARACTERS = 500_000
"""Of a whole document, its own labels and all that is spelt out: some 170 sheets.

That takes 0.1 GB for as long as it is being set. Unlimited, the texts of one dispute,
written in signs that are spelt out, took all the memory of the machine.
"""

SPELT_OUT = (
    "Signs in brackets stand by their names, because the typeface of this PDF does not "
    "have them. The web page shows them as they were written."
)


def typeset(document: Document, template: bytes) -> bytes:
    """The document as PDF/UA-1: tagged, titled, and every sign in it legible.

    Raises `PdfNotPossible`.
    """
    said = {
        **to_jsonable_python(document),
        "not_recorded": words.NOT_RECORDED,
        "erased": words.ERASED,
        "spelt_out": None,
        "cymraeg": dict(labels_in_welsh(document)),
        "mark": MARK,
        "welsh_mark": WELSH_MARK,
        "invent": INVENT,
        "welsh_invent": WELSH_INVENT,
    }
    for _ in range(_TRIES):
        try:
            return _set(said, template, document)
        except typst.TypstError as error:
            names = _missing(error.diagnostic)
            if not names:
                raise
            said = {**_spelt(said, names), "spelt_out": SPELT_OUT}
    return _set(said, template, document)


def _set(said: dict[str, Any], template: bytes, document: Document) -> bytes:
    text = json.dumps(said, ensure_ascii=False)
    if len(text) > MOST_CHARACTERS:
        raise PdfNotPossible
    try:
        made: bytes = typst.compile(
            template,
            format="pdf",
            sys_inputs={"document": text},
            pdf_standards="ua-1",
            timestamp=int(document.proof.generated_at.timestamp()),
        )
    except BaseException as error:
        # A panic of the library is no Exception: it would end whoever serves others.
        if type(error).__name__ == "PanicException":
            raise PdfNotPossible from None
        raise
    return made


def _missing(diagnostic: str) -> dict[str, str]:
    """What the typesetter could not show, and the names that take its place."""
    found = {_ESCAPED.sub(_sign, one) for one in _MISSING.findall(diagnostic)}
    return {signs: "".join(map(_name, signs)) for signs in found}


def _sign(escaped: re.Match[str]) -> str:
    number, letter = escaped.groups()
    return chr(int(number, 16)) if number else _CONTROL.get(letter, letter)


def _name(sign: str) -> str:
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"


def _spelt(value: Any, names: dict[str, str]) -> Any:
    """The same with the names in place of the signs, in every text of it."""
    if isinstance(value, dict):
        return {key: _spelt(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [_spelt(one, names) for one in value]
    if isinstance(value, str):
        for signs, name in names.items():
            value = value.replace(signs, name)
    return value
