"""Puts a document on a web page that needs nothing but itself, and prints well."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from dispute_core.documents import words
from dispute_core.documents.labels import labels_in_welsh
from dispute_core.documents.model import Document
from dispute_core.domain.training import INVENT, MARK, WELSH_INVENT, WELSH_MARK


def html_of(document: Document) -> str:
    """The document as one HTML page; whatever it says is escaped."""
    return _template().render(
        document=document,
        not_recorded=words.NOT_RECORDED,
        erased=words.ERASED,
        cymraeg=labels_in_welsh(document),
        mark=MARK,
        welsh_mark=WELSH_MARK,
        invent=INVENT,
        welsh_invent=WELSH_INVENT,
    )


@cache
def _template() -> Template:
    text = files("dispute_core.documents").joinpath("document.html").read_text("utf-8")
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string(text)
