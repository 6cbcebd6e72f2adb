"""The papers of a dispute as people hold them: text out of the real PDF."""

import re
from io import BytesIO

import httpx
from pypdf import PdfReader

from tests.journeys.case import Case
from tests.support.http import Caller

PDF = "application/pdf"
_SPACE = re.compile(r"\s+")


def printed(case: Case, reader: Caller, paper: str = "record") -> str:
    """The text of a paper's pages on one line, as its PDF has it."""
    answer = reader.fetch(f"{case.path}/{paper}", accept=PDF)
    assert answer.status_code == httpx.codes.OK, answer.text
    assert answer.headers["content-type"] == PDF
    pages = PdfReader(BytesIO(answer.content)).pages
    return _SPACE.sub(" ", " ".join(page.extract_text() for page in pages))


def read_as_text(case: Case, reader: Caller, paper: str) -> str:
    answer = reader.get(f"{case.path}/{paper}")
    assert answer.status_code == httpx.codes.OK, answer.text
    return _SPACE.sub(" ", answer.text)
