"""The API as a child of `concord up`: `python -m concord.serving PARENT DESCRIPTOR`."""

import socket
import sys

from concord.ties import die_with, wait_to_be_told
from dispute_api.serve import serve
from dispute_api.settings import Settings


def main(parent: int, descriptor: int) -> None:
    """Serve on the socket that the parent has opened, no longer than it lives."""
    die_with(parent)
    wait_to_be_told()
    with socket.socket(fileno=descriptor) as inherited:
        serve(Settings.model_validate({}), sock=inherited)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
