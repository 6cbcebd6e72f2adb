"""`concord up`: a whole Concord on one machine, started and stopped as one."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress

import httpx
import typer

from concord import embedded
from concord.addresses import Addresses
from concord.children import Child, search_path
from concord.errors import CannotGoOn
from concord.place import Place, write_private
from concord.preparing import prepare
from concord.welcome import welcome
from dispute_api.issuer import AUDIENCE, ISSUER, DevelopmentIssuer

HOST = "127.0.0.1"
_READY_SECONDS = 60.0
_POLL_SECONDS = 0.05
_TAKE_OVER_SECONDS = 40.0
"""How long the guardian of a killed predecessor may need to stop the database."""

_BACKLOG = 2048


async def up(place: Place, port: int) -> None:
    """Run everything until a signal; raise `CannotGoOn` if a part of it dies."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # as nohup would have it
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with listening(port) as sock:
        place.prepare()
        with place.claimed(wait_seconds=_TAKE_OVER_SECONDS), guarded(place):
            try:
                await _run(place, sock, stop)
            finally:
                embedded.stop(place.postgres)


async def _run(place: Place, sock: socket.socket, stop: asyncio.Event) -> None:
    say(f"Starting PostgreSQL in {place.postgres} ...")
    server = await asyncio.to_thread(embedded.start, place.postgres)
    addresses = await prepare(place, server)
    if stop.is_set():
        return
    url = f"http://{HOST}:{sock.getsockname()[1]}"
    async with children(place, addresses, sock, url) as started:
        watching = [asyncio.create_task(child.ended()) for child in started]
        stopping = asyncio.create_task(stop.wait())
        ready = asyncio.create_task(_ready(url))
        try:
            await asyncio.wait(
                (ready, stopping, *watching), return_when=asyncio.FIRST_COMPLETED
            )
            if ready.done():
                ready.result()
                write_private(place.running_file, json.dumps({"url": url}) + "\n")
                say(welcome(url, DevelopmentIssuer.open(place.issuer)))
                await asyncio.wait(
                    (stopping, *watching), return_when=asyncio.FIRST_COMPLETED
                )
            ended = [task.result() for task in watching if task.done()]
        finally:
            place.running_file.unlink(missing_ok=True)
            for task in (ready, stopping, *watching):
                task.cancel()
        say("Stopping ...")
    if ended and not stop.is_set():
        raise CannotGoOn(f"{' '.join(ended)} Everything else was stopped too.")


@asynccontextmanager
async def children(
    place: Place, addresses: Addresses, sock: socket.socket, url: str
) -> AsyncIterator[Sequence[Child]]:
    """The API and the worker, for as long as the block lasts."""
    issuer = DevelopmentIssuer.open(place.issuer)
    environment = {
        "CONCORD_WRITER_URL": addresses.of("writer"),
        "CONCORD_READER_URL": addresses.of("reader"),
        "CONCORD_WORKER_URL": addresses.of("worker"),
        "CONCORD_SECRETS_FILE": str(addresses.secrets()),
        "CONCORD_JWKS_FILE": str(issuer.jwks_file),
        "CONCORD_ISSUER": ISSUER,
        "CONCORD_AUDIENCE": AUDIENCE,
        "CONCORD_PUBLIC_URL": url,
    }
    me, descriptor = str(os.getpid()), sock.fileno()
    started: list[Child] = []
    showing: list[asyncio.Task[None]] = []
    try:
        for name, command, keep in (
            ("API", ("concord.serving", me, str(descriptor)), (descriptor,)),
            ("worker", ("concord.working", me), ()),
        ):
            child = await Child.start(
                name,
                command,
                log=place.logs / f"{name.lower()}.log",
                environment=environment,
                keep=keep,
            )
            started.append(child)
            showing.append(asyncio.create_task(child.show_errors(sys.stderr)))
        yield started
    finally:
        await asyncio.gather(*(child.stop() for child in started))
        for task in showing:
            task.cancel()
        for child in started:
            child.show_new_errors(sys.stderr)


async def _ready(url: str) -> None:
    """Wait until the API says that it can serve."""
    limit = time.monotonic() + _READY_SECONDS
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=5) as client:
        while time.monotonic() < limit:
            with suppress(httpx.HTTPError):
                if (await client.get("/readyz")).is_success:
                    return
            await asyncio.sleep(_POLL_SECONDS)
    message = f"The service did not become ready within {_READY_SECONDS:.0f} seconds."
    raise CannotGoOn(message)


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """The port, ours before anything is started; the API inherits it."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((HOST, port))
            sock.listen(_BACKLOG)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or "there is no such port"
            message = (
                f"Port {port} of {HOST} cannot be used: {reason}. Choose another "
                "with --port (make run PORT=...)."
            )
            raise CannotGoOn(message) from error
        yield sock
    finally:
        sock.close()


@contextmanager
def guarded(place: Place) -> Iterator[None]:
    """Have a second process that stops the database if this one is killed."""
    guardian = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "concord.guardian", str(place.root)],
        env={**os.environ, **search_path()},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        guardian.communicate()


def say(text: str) -> None:
    """Tell the operator; a closed terminal is no reason to stop."""
    with suppress(OSError):
        typer.echo(text)
