"""`make clients`: generate clients of the contract, and close a dispute with each.

Nothing that is generated is edited, or kept: it is written to build/clients. The
stories are contracts/clients/story.py and story.ts; all play against one service.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.clients.generating import python_client, typescript_client
from tests.clients.playing import python_story, typescript_story
from tests.support.service import RunningService, running_service

STORIES: dict[str, Callable[[dict[str, str]], str]] = {
    "Python": python_story,
    "TypeScript": typescript_story,
}


def main() -> None:
    for name, generate in (
        ("Python", python_client),
        ("TypeScript", typescript_client),
    ):
        began = time.monotonic()
        say(f"{name} client: {generate()}, {time.monotonic() - began:.0f} s")
    with (
        tempfile.TemporaryDirectory() as folder,
        running_service(Path(folder)) as service,
    ):
        told = {**os.environ, **callers(service)}
        for name, story in STORIES.items():
            say(f"{name} story: {story(told)}")


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
