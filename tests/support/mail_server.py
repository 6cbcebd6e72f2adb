"""A real mail server as a process of its own, which can be told to misbehave.

`python -m tests.support.mail_server FOLDER PORT TLS` keeps what it takes in FOLDER and
looks into `how.json` there before each answer: an address, or "*", to a word.
"""

import asyncio
import json
import signal
import ssl
import sys
from itertools import count
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 2.0.0 taken"
RCPT_ANSWERS = {"refuse": "550 5.1.1 no such mailbox", "put_off": "451 4.3.0 later"}
DATA_ANSWERS = {"refuse_content": "554 5.6.0 not like this"}
FOR_EVER = 3600.0


class Desk:
    """Takes mails in, or does what it was told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count(len(list(folder.glob("*.eml"))))

    def how(self, address: str) -> str:
        """What to do with a mail to an address."""
        told = json.loads((self.folder / "how.json").read_text())
        return str(told.get(address, told.get("*", "take")))

    async def handle_RCPT(  # noqa: N802 - the name is the library's
        self, _s: SMTP, _n: Session, envelope: Envelope, address: str, _o: list[str]
    ) -> str:
        how = self.how(address)
        if how == "hang":
            await asyncio.sleep(FOR_EVER)
        if how in RCPT_ANSWERS:
            return RCPT_ANSWERS[how]
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(  # noqa: N802 - as above
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        how = self.how(envelope.rcpt_tos[0])
        if how in DATA_ANSWERS:
            return DATA_ANSWERS[how]
        name = self.folder / f"{next(self.numbers):04}"
        content: Any = envelope.content
        name.with_suffix(".part").write_bytes(content)
        name.with_suffix(".part").rename(name.with_suffix(".eml"))
        if how == "take_in_silence":
            await asyncio.sleep(FOR_EVER)
        return TAKEN


async def serve(folder: Path, port: int, tls: str) -> None:
    desk, context = Desk(folder), None
    if tls != "none":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    server = await loop.create_server(
        lambda: SMTP(
            desk,
            tls_context=context if tls == "starttls" else None,
            require_starttls=tls == "starttls",
            hostname="mail.test",
        ),
        "127.0.0.1",
        port,
        ssl=context if tls == "tls" else None,
    )
    bound = server.sockets[0].getsockname()[1]
    (folder / "port.part").write_text(str(bound))
    (folder / "port.part").rename(folder / "port")
    await stop.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
