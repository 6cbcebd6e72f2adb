"""The contract, held against the application in this process by schemathesis."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI

from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.contract.campaign import LONG, PATIENCE, WHOLE, Findings, load, run, settings
from tests.contract.identities import auth, desk_for
from tests.contract.kept import Kept
from tests.contract.reading import operations

PARTNERSHIP = "wales-region"
EXAMPLES = 70
STORIES = 60 if LONG else 2
NAMES = sorted(one.name for one in operations())
QUICK = {
    "include-operation-id": [name for n, name in enumerate(NAMES) if n % 24],
    "phases": {"coverage": {"enabled": False}},
}
"""Every edge of every field takes minutes; a quick campaign tries each 24th.

`make contract` tries all of them.
"""
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
        operations=[] if WHOLE else [QUICK],
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


@pytest.mark.timeout(PATIENCE)  # all of it happens before the first test
class TestTheApplication(Kept):
    stories = STORIES
    cases = 20_000 if LONG else 600
