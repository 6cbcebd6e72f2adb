"""`make clients`: generate clients of the contract, and close a dispute with each.

Nothing that is generated is edited, or kept: it is written to build/clients. The
stories stand in contracts/clients; all play against one service. With `--long`, those
of openapi-generator too.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.clients import generating, playing
from tests.support.service import RunningService, running_service

CLIENTS: dict[str, Callable[[], str]] = {
    "Python": generating.python_client,
    "TypeScript": generating.typescript_client,
}
STORIES: dict[str, Callable[[dict[str, str]], str]] = {
    "Python": playing.python_story,
    "TypeScript": playing.typescript_story,
}
LONG_CLIENTS = {
    "Python by openapi-generator": generating.generators_python,
    "Java by openapi-generator": generating.generators_java,
}
LONG_STORIES = {
    "Python by openapi-generator": playing.generators_story,
    "Java by openapi-generator": playing.generators_java_story,
}


def main() -> None:
    long = "--long" in sys.argv
    for name, generate in (CLIENTS | (LONG_CLIENTS if long else {})).items():
        began = time.monotonic()
        say(f"{name}, generated: {generate()}, {time.monotonic() - began:.0f} s")
    with (
        tempfile.TemporaryDirectory() as folder,
        running_service(Path(folder)) as service,
    ):
        told = {**os.environ, **callers(service)}
        for name, story in (STORIES | (LONG_STORIES if long else {})).items():
            say(f"{name}, played: {story(told)}")


def callers(service: RunningService) -> dict[str, str]:
    """Where the service is and who calls it, as the stories are told."""
    area = "worcestershire"
    return {
        "CONCORD_URL": service.base_url,
        "SCHOOL_TOKEN": service.token(area, agency="school"),
        "SOCIAL_CARE_TOKEN": service.token(area, agency="social-care"),
    }


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
