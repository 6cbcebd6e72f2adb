"""Reads documents as a person does: what stands under which heading."""

from collections.abc import Iterator

from dispute_core.documents.model import (
    Document,
    Facts,
    Listing,
    Prose,
    Said,
    Section,
    Table,
)


def section(document: Document, name: str) -> Section:
    return next(one for one in document.sections if one.id == name)


def table(document: Document, name: str, title: str = "") -> Table:
    """The first table of a section, or the one of a title."""
    return next(
        block
        for block in section(document, name).blocks
        if isinstance(block, Table) and title in block.title
    )


def value(document: Document, name: str, label: str) -> Said:
    """What stands under a label, the first time that the section has it."""
    return next(
        row.value
        for block in section(document, name).blocks
        if isinstance(block, Facts)
        for row in block.rows
        if row.label == label
    )


def everything(document: Document) -> Iterator[Said]:
    """Every value of a document."""
    for one in document.sections:
        for block in one.blocks:
            if isinstance(block, Facts):
                yield from (row.value for row in block.rows)
            elif isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row)
            elif isinstance(block, Prose):
                yield block.text
            elif isinstance(block, Listing):
                yield from block.items


def words(document: Document) -> str:
    """All that a document says, in one piece."""
    said = everything(document)
    return "\n".join(
        part for one in said for part in (one.text, one.was, one.note) if part
    )
