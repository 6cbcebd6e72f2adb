"""The contract, held against the application in this process by schemathesis."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI

from dispute_api.issuer import DevelopmentIssuer
from tests.contract.campaign import LONG, Findings, load, run, settings
from tests.contract.identities import auth, desk_for
from tests.contract.kept import Kept

PARTNERSHIP = "wales-region"
EXAMPLES = 300
STORIES = 200 if LONG else 6
KNOWN = {"responses": LONG}
"""Whether values of earlier answers are drawn; our own hooks bring real ones."""


@pytest.fixture(scope="module")
def findings(
    app: FastAPI,
    issuer: DevelopmentIssuer,
    tmp_path_factory: pytest.TempPathFactory,
    fills: Callable[[], None],
) -> Findings:
    folder: Path = tmp_path_factory.mktemp("identities")
    config = settings(
        auth=auth(issuer.mint, PARTNERSHIP, folder),
        phases={
            "examples": {"extra-data-sources": KNOWN},
            "coverage": {"extra-data-sources": KNOWN},
            "fuzzing": {"enabled": LONG, "generation": {"max-examples": EXAMPLES}},
            "stateful": {"generation": {"max-examples": STORIES}},
        },
    )
    schema = load(config)
    schema.app = app
    desk = desk_for(schema, issuer.mint, PARTNERSHIP, folder)
    desk.fills = fills
    return run(schema, desk)


class TestTheApplication(Kept):
    stories = STORIES
