"""A process that appends until it is killed, or stops while it holds the lock.

python appender.py append URL SECRETS   prints a line per acknowledged event
python appender.py stop URL             takes the append lock, then stops itself
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

import asyncpg

from dispute_core.log import Secrets, Writer
from dispute_core.log.statements import BEGIN
from tests.log.events import an_append, codec


async def append(url: str, secrets: Path) -> None:
    writer = Writer(url, codec=codec(), secrets=Secrets.from_file(secrets))
    await writer.start()

    async def client(name: str) -> None:
        number = 0
        while True:
            number += 1
            key = f"{os.getpid()}-{name}-{number}"
            request = an_append(key=key, text="Said.")
            appended = await writer.append(request)
            print(request.stream_id, appended.version, flush=True)

    async with asyncio.TaskGroup() as clients:
        for number in range(8):
            clients.create_task(client(str(number)))


async def stop(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(BEGIN)
    print("locked", flush=True)
    os.kill(os.getpid(), signal.SIGSTOP)


if __name__ == "__main__":
    if sys.argv[1] == "append":
        asyncio.run(append(sys.argv[2], Path(sys.argv[3])))
    else:
        asyncio.run(stop(sys.argv[2]))
