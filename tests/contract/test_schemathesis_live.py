"""The contract, held against the running service over real connections."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contract.campaign import LONG, PATIENCE, Findings, load, run, settings
from tests.contract.conftest import BRIEF
from tests.contract.identities import auth, desk_for
from tests.contract.kept import Kept
from tests.contract.reading import operations
from tests.support.service import RunningService, running_service

PARTNERSHIP = "brighton-hove"
EXAMPLES = 20 if LONG else 1
STORIES = 60 if LONG else 2
COMMANDS = [o.name for o in operations() if o.of_place("header").get("If-Match")]
QUICK = {"include-operation-id": COMMANDS, "phases": {"fuzzing": {"enabled": False}}}
"""Random bodies for each command take long to draw; a short campaign has stories."""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    told = {"streams": BRIEF.model_dump_json(), "webhook_loopback": "true"}
    with running_service(tmp_path_factory.mktemp("concord"), told) as running:
        yield running


@pytest.fixture(scope="module")
def findings(
    service: RunningService, tmp_path_factory: pytest.TempPathFactory
) -> Findings:
    folder: Path = tmp_path_factory.mktemp("identities")
    changes: dict[str, Any] = {
        "base-url": service.base_url,
        "auth": auth(service.token, PARTNERSHIP, folder),
        "operations": [] if LONG else [QUICK],
        "phases": {
            "examples": {"extra-data-sources": {"responses": LONG}},
            "coverage": {"enabled": False},
            "fuzzing": {"generation": {"max-examples": EXAMPLES}},
            "stateful": {"generation": {"max-examples": STORIES}},
        },
    }
    schema = load(settings(**changes))
    return run(schema, desk_for(schema, service.token, PARTNERSHIP, folder))


@pytest.mark.timeout(PATIENCE)  # all of it happens before the first test
class TestTheService(Kept):
    stories = STORIES
    cases = 2_000 if LONG else 200
