"""Names that nobody answers for: they hold up their own messages, and no others'."""

import asyncio
import threading
from collections.abc import Iterator, Sequence

import pytest

from dispute_core.domain.webhooks.urls import endpoint
from dispute_core.resolving import Names, TheSystem, UnknownName

PUBLIC = "93.184.216.34"
DEAD_ENDPOINTS, MESSAGES_TO_EACH = 20, 8


class SilentServers:
    """A machine's look-up that waits for the servers of some names."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.given_up = threading.Event()

    def __call__(self, host: str, _: int) -> Sequence[str]:
        self.asked.append(host)
        if host.startswith("silent"):
            self.given_up.wait(10)
            raise OSError
        return [PUBLIC]


@pytest.fixture
def servers() -> Iterator[SilentServers]:
    servers = SilentServers()
    yield servers
    servers.given_up.set()


@pytest.mark.asyncio
async def test_many_silent_names_hold_up_no_other(servers: SilentServers) -> None:
    names = Names(resolve=TheSystem(servers), seconds=0.3)

    dead = [
        asyncio.create_task(_called(names, f"silent-{number}.example.org"))
        for number in range(DEAD_ENDPOINTS)
        for _ in range(MESSAGES_TO_EACH)
    ]
    await asyncio.sleep(0.05)
    found = await _called(names, "quick.example.org")

    assert found
    assert not any(await asyncio.gather(*dead))
    assert len(servers.asked) == DEAD_ENDPOINTS + 1


async def _called(names: Names, host: str) -> bool:
    try:
        await names.addresses(endpoint(f"https://{host}/", names.allowed))
    except UnknownName:
        return False
    return True
