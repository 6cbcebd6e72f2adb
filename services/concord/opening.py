"""Opens the inside of Concord for a command, with what its addresses say."""

from contextlib import AbstractAsyncContextManager

from concord.addresses import Addresses
from dispute_core.bootstrap import CoreSettings, Services, open_core
from dispute_core.log import Secrets


def reading(addresses: Addresses) -> AbstractAsyncContextManager[Services]:
    """For those who only look; the reader's role cannot append."""
    return _opened(addresses, appends_as="reader")


def writing(addresses: Addresses) -> AbstractAsyncContextManager[Services]:
    """For those who have something to say in the log."""
    return _opened(addresses, appends_as="writer")


def _opened(
    addresses: Addresses, *, appends_as: str
) -> AbstractAsyncContextManager[Services]:
    settings = CoreSettings(
        writer_url=addresses.of(appends_as),
        reader_url=addresses.of("reader"),
        secrets=Secrets.from_file(addresses.secrets()),
    )
    return open_core(settings)
