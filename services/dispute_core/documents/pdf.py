"""Sets a document as PDF; the words go to the typesetter as data, never as markup."""

from functools import cache
from importlib.resources import files
from io import BytesIO

from dispute_core.documents.model import Document
from dispute_core.documents.record import record_of
from dispute_core.documents.telling import Matter

HOW = (
    "This installation cannot make PDF: install the extra pdf (pip install "
    "'concord[pdf]'). The same document can be had as text/html and printed."
)


NOT_POSSIBLE = (
    "This document would fill hundreds of sheets, or holds what the typesetter cannot "
    "set. The same document can be had as text/html and printed."
)


class PdfNotPossible(Exception):
    """The document is too long to be set, or the typesetter breaks down over it."""

    def __init__(self) -> None:
        super().__init__(NOT_POSSIBLE)


class PdfNotInstalled(Exception):
    """The libraries of the extra `pdf` are not there."""

    def __init__(self) -> None:
        super().__init__(HOW)


def record_pdf(matter: Matter, *, password: str | None = None) -> bytes:
    """The Record as PDF for one reader, encrypted where a password is given."""
    return pdf_of(record_of(matter), password=password)


def pdf_of(document: Document, *, password: str | None = None) -> bytes:
    """The document as tagged, accessible PDF.

    Raises `PdfNotInstalled` and `PdfNotPossible`.

    With a password it is encrypted with AES-256. It takes a moment and a processor:
    call it from a thread.
    """
    try:
        # An extra, which may be missing.
        from dispute_core.documents.typesetting import typeset  # noqa: PLC0415

        pdf = typeset(document, _template())
        return pdf if password is None else _encrypted(pdf, password)
    except ImportError as missing:
        raise PdfNotInstalled from missing


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
