"""The contract, held against the application in this process by schemathesis."""

from pathlib import Path

import pytest
from fastapi import FastAPI

from dispute_api.issuer import DevelopmentIssuer
from tests.contract.campaign import LONG, Findings, load, run, settings
from tests.contract.identities import auth, desk_for

PARTNERSHIP = "wales-region"
EXAMPLES = 300 if LONG else 4
STORIES = 100 if LONG else 10


@pytest.fixture(scope="module")
def findings(
    app: FastAPI, issuer: DevelopmentIssuer, tmp_path_factory: pytest.TempPathFactory
) -> Findings:
    folder: Path = tmp_path_factory.mktemp("identities")
    config = settings(
        auth=auth(issuer.mint, PARTNERSHIP, folder),
        phases={
            "fuzzing": {"enabled": LONG, "generation": {"max-examples": EXAMPLES}},
            "stateful": {"generation": {"max-examples": STORIES}},
        },
    )
    schema = load(config)
    schema.app = app
    return run(schema, desk_for(schema, issuer.mint, PARTNERSHIP, folder))


class TestTheApplication:
    def test_keeps_every_promise_of_the_contract(self, findings: Findings) -> None:
        assert findings.failures == [], findings.report

    def test_does_what_each_operation_is_for(self, findings: Findings) -> None:
        assert findings.never_accepted() == set()
