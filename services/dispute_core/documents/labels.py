"""The labels of a document, printed in Welsh too for partnerships in Wales."""

from collections.abc import Iterator, Mapping

from dispute_core.documents.in_welsh import in_welsh
from dispute_core.documents.model import (
    Block,
    Document,
    Facts,
    Prose,
    Signatures,
    Table,
    Writing,
)

OF_THE_PAGE = (
    "Date",
    "First recorded",
    "Name and role",
    "Page",
    "Signature",
    "erased",
    "not recorded",
)
"""Words that stand in the layouts themselves."""


def labels_in_welsh(document: Document) -> Mapping[str, str]:
    """The Welsh of the labels that a document has; none outside Wales."""
    if document.welsh is None:
        return {}
    found = {label: in_welsh(label) for label in (*OF_THE_PAGE, *labels(document))}
    return {label: cymraeg for label, cymraeg in found.items() if cymraeg}


def labels(document: Document) -> Iterator[str]:
    """Every label, heading and fixed sentence that stands outside a value."""
    yield from document.lines
    for section in document.sections:
        for block in section.blocks:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    if isinstance(block, Prose):
        return
    if isinstance(block, Signatures):
        yield from block.signatories
        return
    if isinstance(block, Writing):
        yield from (block.label, *block.choices)
        return
    if block.title:
        yield block.title
    if isinstance(block, Facts):
        yield from (row.label for row in block.rows)
        return
    yield block.empty
    if isinstance(block, Table):
        yield from block.columns
