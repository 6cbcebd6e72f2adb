"""Answers with a document in the form that is asked for: page, PDF or data."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import json_answer
from dispute_api.answering.docs import PLAIN_PAGE
from dispute_api.refusals.problems import PDF_NOT_INSTALLED, PDF_NOT_POSSIBLE, Rejected
from dispute_api.requests.accepting import best_form
from dispute_api.requests.headers import etag
from dispute_api.views.parts import Json
from dispute_core.documents import (
    Document,
    PdfNotInstalled,
    PdfNotPossible,
    html_of,
    pdf_of,
)

_SETTING = ThreadPoolExecutor(max_workers=2, thread_name_prefix="papers")
"""A thread sets on after its client was given up, so these bound memory as well."""

HTML, PDF, JSON = "text/html", "application/pdf", "application/json"


async def paper(
    request: Request,
    document: Document,
    view: Callable[[], Json],
    *,
    forms: Sequence[str] = (HTML, PDF, JSON),
) -> Response:
    """The document, with the version it rests on; its first form if none is asked."""
    form = best_form(request.headers, forms)
    headers = {"ETag": etag(document.proof.version), "Vary": "Accept"}
    if form == JSON:
        return json_answer(view(), headers=headers)
    return await _printed(document, form, headers)


async def blank(request: Request, document: Document) -> Response:
    """A form to print, which rests on no version of a dispute."""
    form = best_form(request.headers, (HTML, PDF))
    return await _printed(document, form, {"Vary": "Accept"})


async def _printed(document: Document, form: str, headers: dict[str, str]) -> Response:
    if form == HTML:
        headers.update(PLAIN_PAGE)
        return Response(html_of(document), headers=headers, media_type=HTML)
    name = f"{document.reference}-{document.kind.replace('_', '-')}.pdf"
    headers["Content-Disposition"] = f'inline; filename="{name}"'
    return Response(await _set(document), headers=headers, media_type=PDF)


async def _set(document: Document) -> bytes:
    """The PDF, set beside the loop: it takes a processor for a moment."""
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(_SETTING, pdf_of, document)
    except PdfNotInstalled as missing:
        raise Rejected(PDF_NOT_INSTALLED, str(missing)) from None
    except PdfNotPossible as too_long:
        raise Rejected(PDF_NOT_POSSIBLE, str(too_long)) from None
