"""`concord up`: a whole Concord on one machine, started and stopped as one."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress

import typer

from concord import embedded
from concord.children import Child, search_path
from concord.errors import CannotGoOn
from concord.place import SERVICE, Place
from dispute_core.private_files import write_private

HOST = "127.0.0.1"
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
        claim = place.claimed(SERVICE, wait_seconds=_TAKE_OVER_SECONDS)
        with claim, guarded(place):
            place.running_file.unlink(missing_ok=True)  # of one that was killed
            try:
                async with children(place, sock) as started:
                    await _run(place, started, sock, stop)
            finally:
                embedded.stop(place.postgres)


async def _run(
    place: Place, started: Sequence[Child], sock: socket.socket, stop: asyncio.Event
) -> None:
    url = f"http://{HOST}:{sock.getsockname()[1]}"
    over = asyncio.create_task(_over(started, stop))
    ready = asyncio.create_task(_ready(place, started, url))
    try:
        await asyncio.wait((over, ready), return_when=asyncio.FIRST_COMPLETED)
        if not over.done():
            say(ready.result())
            running = json.dumps({"url": url, "pid": os.getpid()})
            write_private(place.running_file, f"{running}\n")
        trouble = await over
        say("Stopping ...")
    finally:
        place.running_file.unlink(missing_ok=True)
        over.cancel()
        ready.cancel()
        await asyncio.gather(over, ready, return_exceptions=True)
    if trouble:
        raise CannotGoOn(f"{trouble} Everything else was stopped too.")


async def _over(started: Sequence[Child], stop: asyncio.Event) -> str | None:
    """Wait for a signal, or for the end of a child; then say how that ended."""
    stopping = asyncio.create_task(stop.wait())
    ends = [asyncio.create_task(child.ended()) for child in started]
    try:
        await asyncio.wait((stopping, *ends), return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            return None
        return " ".join(end.result() for end in ends if end.done())
    finally:
        for task in (stopping, *ends):
            task.cancel()


async def _ready(place: Place, started: Sequence[Child], url: str) -> str:
    """Make everything ready, and wait until the API can serve; what to say then."""
    say(f"Starting PostgreSQL in {place.postgres} ...")
    starting = asyncio.create_task(asyncio.to_thread(embedded.start, place.postgres))
    await asyncio.sleep(0)  # the server starts while we load the code for what follows
    from concord import preparing, readiness, welcome  # noqa: PLC0415

    variables = await preparing.prepare(place, await starting, url)
    for child in started:
        await child.tell(variables)
    await readiness.wait_until_ready(url)
    return welcome.welcome(url, place)


@asynccontextmanager
async def children(place: Place, sock: socket.socket) -> AsyncIterator[Sequence[Child]]:
    """The API and the worker; they load their code while the database starts."""
    me, descriptor = str(os.getpid()), sock.fileno()
    commands = {
        "API": (("concord.serving", me, str(descriptor)), (descriptor,)),
        "worker": (("concord.working", me), ()),
    }
    started: list[Child] = []
    showing: list[asyncio.Task[None]] = []
    try:
        for name, (command, keep) in commands.items():
            log = place.logs / f"{name.lower()}.log"
            child = await Child.start(name, command, log=log, keep=keep)
            started.append(child)
            showing.append(asyncio.create_task(child.show_errors(sys.stderr)))
        yield started
    finally:
        await asyncio.gather(*(child.stop() for child in started))
        for task in showing:
            task.cancel()
        for child in started:
            child.show_new_errors(sys.stderr)


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
        guardian.kill()
        guardian.communicate()


def say(text: str) -> None:
    """Tell the operator; a closed terminal is no reason to stop."""
    with suppress(OSError):
        typer.echo(text)
