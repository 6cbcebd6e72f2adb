"""The API as a child of `concord up`: `python -m concord.serving PARENT DESCRIPTOR`.

Beside it stand the development issuer and the mailbox, which `concord serve` never has.
"""

import os
import socket
import sys
from pathlib import Path

from starlette.types import ASGIApp

from concord.clients import ISSUER_FOLDER, Clients
from concord.issuing import Issuing
from concord.mailbox import MAIL_FOLDER, Mailbox
from concord.ties import die_with, wait_to_be_told
from dispute_api.serve import serve
from dispute_api.settings import Settings
from dispute_api.tokens.issuer import DevelopmentIssuer


def main(parent: int, descriptor: int) -> None:
    """Serve on the socket that the parent has opened, no longer than it lives."""
    die_with(parent)
    wait_to_be_told()
    settings = Settings.model_validate({})
    folder = Path(os.environ[ISSUER_FOLDER])
    issuing = Issuing(
        DevelopmentIssuer.open(folder), Clients(folder), settings.base_url
    )
    mailbox = Mailbox(Path(os.environ[MAIL_FOLDER]))

    def around(api: ASGIApp) -> ASGIApp:
        return mailbox.beside(issuing.beside(api))

    with socket.socket(fileno=descriptor) as inherited:
        serve(settings, sock=inherited, around=around)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
