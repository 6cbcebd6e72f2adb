"""The papers of a dispute: made from its events, for one reader, on page or screen.

`record_of` and `pack_of` say what stands in a document; `html_of` and `pdf_of` put it
on a page. `record_pdf` does both at once for whoever sends the Record.
"""

from dispute_core.documents.file_text import concern_of, file_text_of
from dispute_core.documents.html import html_of
from dispute_core.documents.model import Document
from dispute_core.documents.pack import pack_of
from dispute_core.documents.pdf import (
    PdfNotInstalled,
    PdfNotPossible,
    pdf_of,
    record_pdf,
)
from dispute_core.documents.record import digest_of, record_of, sent_digest
from dispute_core.documents.telling import Matter

__all__ = [
    "Document",
    "Matter",
    "PdfNotInstalled",
    "PdfNotPossible",
    "concern_of",
    "digest_of",
    "file_text_of",
    "html_of",
    "pack_of",
    "pdf_of",
    "record_of",
    "record_pdf",
    "sent_digest",
]
