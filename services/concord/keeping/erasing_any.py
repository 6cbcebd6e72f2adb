"""`concord erase`, by the kind of record that it is asked about."""

import asyncio

from concord.addresses import Addresses
from concord.keeping.asking import Asked
from concord.keeping.erasing import erase_disputes
from concord.keeping.erasing_accesses import erase_accesses
from concord.keeping.erasing_concerns import erase_concerns
from concord.keeping.erasing_names import erase_names
from concord.keeping.of import Of

_ERASING = {
    Of.DISPUTES: erase_disputes,
    Of.CONCERNS: erase_concerns,
    Of.HOLDERS: erase_names,
    Of.ACCESSES: erase_accesses,
}


def erase_records(of: Of, addresses: Addresses, asked: Asked) -> list[str]:
    """What there is, a line each, and what was done with it."""
    return asyncio.run(_ERASING[of](addresses, asked))
