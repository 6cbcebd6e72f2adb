"""The mail server's process from outside: started, told, stopped, and read."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from tests.support.certificates import self_signed
from tests.support.forked import Forked, forked

HOST = "127.0.0.1"
SENDER = "notices@concord.example.org"
_READY_SECONDS = 20.0


@dataclass
class PostOffice:
    """A mail server on this machine, and what has reached it."""

    folder: Path
    tls: str = "none"
    port: int = 0
    _process: Forked | None = None
    _how: dict[str, str] = field(default_factory=dict)
    _read: dict[Path, EmailMessage] = field(default_factory=dict)

    def opens(self) -> None:
        """Start, on the same port as before if it ran before."""
        (self.folder / "port").unlink(missing_ok=True)
        self._tell()
        self._process = forked(
            "tests.support.mail_server", str(self.folder), str(self.port), self.tls
        )
        limit = time.monotonic() + _READY_SECONDS
        while not (self.folder / "port").exists():
            assert time.monotonic() < limit, "the mail server never came up"
            time.sleep(0.02)
        self.port = int((self.folder / "port").read_text())

    def closes(self) -> None:
        """Go down, as a server does that lost its power."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def will(self, how: str, address: str = "*") -> None:
        """From now on: take, refuse, put_off, hang, refuse_content, take_in_silence."""
        self._how[address] = how
        self._tell()

    def mails(self, to: str | None = None) -> list[EmailMessage]:
        """What it has taken, in order; if wished only what is for an address."""
        for file in sorted(self.folder.glob("*.eml")):
            if file not in self._read:  # tests ask again and again for what comes
                mail = message_from_bytes(file.read_bytes(), policy=default)
                self._read[file] = mail
        found = self._read.values()
        return [mail for mail in found if to is None or to in str(mail["To"])]

    def raw(self) -> str:
        """Every byte that it has taken."""
        files = sorted(self.folder.glob("*.eml"))
        return "\n".join(file.read_text(encoding="utf-8") for file in files)

    def settings(self) -> Mapping[str, str]:
        """How a worker finds it, as the names of its settings."""
        told = {
            "smtp_host": HOST,
            "smtp_port": str(self.port),
            "smtp_tls": self.tls,
            "smtp_sender": SENDER,
        }
        if self.tls != "none":
            told["smtp_ca_file"] = str(self.folder / "certificate.pem")
        return told

    def _tell(self) -> None:
        part = self.folder / "how.part"
        part.write_text(json.dumps(self._how))
        part.rename(self.folder / "how.json")


@contextmanager
def post_office(folder: Path, tls: str = "none") -> Iterator[PostOffice]:
    folder.mkdir()
    if tls != "none":
        self_signed(HOST, folder)
    office = PostOffice(folder, tls)
    office.opens()
    try:
        yield office
    finally:
        office.closes()


def text_of(mail: EmailMessage) -> str:
    """What a person reads in a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")
