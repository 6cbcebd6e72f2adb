"""The mails of `concord up` in a browser: what would have gone out, and to whom.

Only `concord up` has it. Its worker puts mails into a folder and sends none.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path
from uuid import UUID

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from dispute_core.domain.working_time import london

PATH = "/development-mailbox"
MAIL_FOLDER = "CONCORD_MAIL_FOLDER"
"""The variable that tells both processes of `concord up` where the mails lie."""

MOST = 200
"""How many mails a page lists, the newest first."""

_GUARDS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A mail as a page shows it."""

    name: str
    to: str
    subject: str
    sent: str
    message_id: str
    text: str
    attached: tuple[str, ...]


class Mailbox:
    """Answers under a path of its own, beside the API."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pages = Environment(
            loader=PackageLoader("concord"), autoescape=True, undefined=StrictUndefined
        )
        self._app = Starlette(
            routes=[
                Route(PATH, self._list),
                Route(f"{PATH}/{{name:uuid}}", self._mail),
            ]
        )

    def beside(self, api: ASGIApp) -> ASGIApp:
        """Both as one application; everything but the mailbox's path is the API's."""

        async def either(scope: Scope, receive: Receive, send: Send) -> None:
            ours = scope["type"] == "http" and (
                scope["path"] == PATH or scope["path"].startswith(f"{PATH}/")
            )
            await (self._app if ours else api)(scope, receive, send)

        return either

    async def _list(self, _request: Request) -> Response:
        mails = await asyncio.to_thread(lambda: list(self._newest()))
        return self._page("mailbox.html", mails=mails, most=MOST)

    async def _mail(self, request: Request) -> Response:
        name: UUID = request.path_params["name"]
        file = self._folder / f"{name}.eml"
        if not file.is_file():
            return self._page("no_mail.html", status=404)
        return self._page("mail.html", mail=await asyncio.to_thread(_read, file))

    def _newest(self) -> Iterator[Shown]:
        files = [(file.stat().st_mtime, file) for file in self._folder.glob("*.eml")]
        for _, file in sorted(files, reverse=True)[:MOST]:
            yield _read(file)

    def _page(self, page: str, *, status: int = 200, **said: object) -> Response:
        text = self._pages.get_template(page).render(path=PATH, **said)
        return HTMLResponse(text, status, headers=_GUARDS)


def _read(file: Path) -> Shown:
    mail = message_from_bytes(file.read_bytes(), policy=default)
    body = mail.get_body(("plain",))
    sent = parsedate_to_datetime(str(mail["Date"])).astimezone(london())
    return Shown(
        name=file.stem,
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        sent=f"{sent:%a} {sent.day} {sent:%b %Y, %H:%M:%S}",
        message_id=str(mail["Message-ID"]),
        text=str(body.get_content()).replace("\r\n", "\n") if body else "",
        attached=tuple(
            one.get_filename() or "a file"
            for one in mail.iter_attachments()
            if isinstance(one, EmailMessage)
        ),
    )
