"""Sets a document as PDF; the words go to the typesetter as data, never as markup."""

import json
from datetime import UTC
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO

from pydantic_core import to_jsonable_python

from dispute_core.documents import words
from dispute_core.documents.model import Document
from dispute_core.documents.record import record_of
from dispute_core.documents.telling import Matter

HOW = (
    "This installation cannot make PDF: install the extra pdf (pip install "
    "'concord[pdf]'). The same document can be had as text/html and printed."
)


class PdfNotInstalled(Exception):
    """The libraries of the extra `pdf` are not there."""

    def __init__(self) -> None:
        super().__init__(HOW)


def record_pdf(matter: Matter, *, password: str | None = None) -> bytes:
    """The Record as PDF for one reader, encrypted where a password is given."""
    return pdf_of(record_of(matter), password=password)


def pdf_of(document: Document, *, password: str | None = None) -> bytes:
    """The document as tagged, accessible PDF; raises `PdfNotInstalled`.

    With a password it is encrypted with AES-256. It takes a moment and a processor:
    call it from a thread.
    """
    if find_spec("typst") is None or find_spec("pypdf") is None:
        raise PdfNotInstalled
    pdf = _set(document)
    return pdf if password is None else _encrypted(pdf, password)


def _set(document: Document) -> bytes:
    import typst  # noqa: PLC0415 - an extra, which may be missing

    said = {
        **to_jsonable_python(document),
        "not_recorded": words.NOT_RECORDED,
        "erased": words.ERASED,
    }
    made: bytes = typst.compile(
        _template(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(said)},
        pdf_standards="ua-1",
        timestamp=document.proof.generated_at.astimezone(UTC),
    )
    return made


def _encrypted(pdf: bytes, password: str) -> bytes:
    from pypdf import PdfWriter  # noqa: PLC0415 - an extra, which may be missing

    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.encrypt(password, algorithm="AES-256")
    sealed = BytesIO()
    writer.write(sealed)
    return sealed.getvalue()


@cache
def _template() -> bytes:
    return files("dispute_core.documents").joinpath("document.typ").read_bytes()
