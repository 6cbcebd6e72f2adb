"""Runs schemathesis over the contract with everything switched on, and reports."""

import json
import os
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.transport import Response
from schemathesis.engine import Status, events, from_schema
from schemathesis.engine.run import PhaseName
from schemathesis.hooks import HookContext
from schemathesis.schemas import BaseSchema

from tests.contract import checks as _checks
from tests.contract.desk import Desk, Sent
from tests.contract.reading import contract, operations
from tests.contract.repairing import Repair
from tests.contract.strangers import Answered, Standing

ROOT = Path(__file__).parents[2]
LONG = os.environ.get("CONCORD_CAMPAIGN") == "long"
WHOLE = LONG or os.environ.get("CONCORD_CAMPAIGN") == "whole"
PATIENCE = 5_400 if LONG else 600
"""Seconds after which a campaign that has not ended fails."""

MOST_SHOWN = 12
EVERY_CHECK = {
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "missing_required_header",
    "unsupported_method",
    "allow_header_conformance",
    "use_after_free",
    "ensure_resource_availability",
    "ignored_auth",
    "object_level_authorization",
    "refusals_are_problems",
    "nothing_fails_inside",
    "good_tokens_are_taken",
    "problems_repeat_nothing",
    "nobody_is_too_quick",
    "strangers_get_what_is_absent",
}

assert _checks  # registers what every answer is held to


@dataclass(kw_only=True)
class Findings:
    """What a campaign saw."""

    failures: list[str] = field(default_factory=list)
    accepted: Counter[str] = field(default_factory=Counter)
    by_check: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    held_apart: Answered = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)
    probes: int = 0
    stories: int = 0
    answers: Counter[tuple[str, str, int]] = field(default_factory=Counter)

    @property
    def report(self) -> str:
        shown = self.failures[:MOST_SHOWN]
        return "\n\n".join([f"{dict(self.by_check)}", *shown])

    @property
    def counted(self) -> str:
        """How much a campaign did, in one line."""
        return (
            f"{self.cases.total()} cases {dict(self.cases)}, {self.probes} more by"
            f" checks, {self.held_apart.total()} held apart from another agency"
            f" in {len(self.held_apart)} operations, {self.stories} stories,"
            f" {self.held.total()} checks, {len(self.failures)} failures"
        )

    def never_accepted(self) -> set[str]:
        """Operations that answered no request with success."""
        return {operation.name for operation in operations()} - set(self.accepted)

    def note(self, event: Any) -> None:
        if isinstance(event, events.ScenarioFinished):
            self._note_scenario(event)
        elif isinstance(event, events.NonFatalError):
            self.by_check["error"] += 1
            self._note_text(f"{event.label}: {event.info}\n{event.value!r}")
        elif isinstance(event, events.FatalError):
            raise event.exception

    def _note_scenario(self, event: events.ScenarioFinished) -> None:
        recorder = event.recorder
        self.stories += event.phase == PhaseName.STATEFUL_TESTING
        for case_id, interaction in recorder.interactions.items():
            sent = recorder.cases[case_id]
            if interaction.response is not None:
                self._note_answer(sent.value, interaction.response)
                drawn = sent.parent_id is None or sent.transition is not None
                self.cases[event.phase.value] += drawn
                self.probes += not drawn
        for case_id, nodes in recorder.checks.items():
            for node in nodes:
                self.held[node.name] += 1
                if node.status == Status.FAILURE and node.failure_info:
                    self._note_failure(event, case_id, node)

    def _note_answer(self, case: Sent, answer: Response) -> None:
        name = case.operation.definition.raw["operationId"]
        mode = case.meta.generation.mode.value if case.meta else "none"
        self.answers[name, mode, answer.status_code] += 1
        if answer.status_code < 300:
            self.accepted[name] += 1

    def _note_failure(
        self, event: events.ScenarioFinished, case_id: str, node: Any
    ) -> None:
        self.by_check[node.name] += 1
        answer = event.recorder.interactions[case_id].response
        said = f"{answer.status_code} {answer.content[:600]!r}" if answer else ""
        failure = node.failure_info.failure
        self._note_text(
            f"[{event.phase.value}] {failure.operation} {node.name}: {failure.title}\n"
            f"{failure.message}\n{node.failure_info.code_sample[:1500]}\n{said}"
        )

    def _note_text(self, text: str) -> None:
        """Whoever watches a long campaign is told at once."""
        self.failures.append(text)
        if LONG:
            print(text, flush=True)


def settings(**changes: Any) -> SchemathesisConfig:
    """The project's schemathesis.toml, with what a campaign adds.

    A long campaign draws anew each time; pytest prints its seed if something fails.
    """
    kept = tomllib.loads((ROOT / "schemathesis.toml").read_text("utf-8"))
    if LONG:
        kept["seed"] = int(os.environ.get("CONCORD_SEED", time.time_ns() % 10**9))
        kept["generation"]["deterministic"] = False
        print(f"CONCORD_SEED={kept['seed']}")
    return SchemathesisConfig.from_dict(_merged(kept, changes))


def _merged(kept: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    both = {
        name: _merged(kept[name], value)
        for name, value in changes.items()
        if isinstance(value, dict) and isinstance(kept.get(name), dict)
    }
    return {**kept, **changes, **both}


def load(config: SchemathesisConfig) -> BaseSchema:
    """The contract, its anchors spelt out: inferred links would else mix."""
    spelt_out = json.loads(json.dumps(contract()))
    return schemathesis.openapi.from_dict(spelt_out, config=config)


def run(schema: BaseSchema, desk: Desk) -> Findings:
    """One campaign; the desk keeps its books."""
    standing = Standing(desk, always=LONG)
    findings = Findings(held_apart=standing.answered)
    with repairing(desk), standing.checked():
        for event in from_schema(schema).execute():
            findings.note(event)
            if LONG and isinstance(event, events.PhaseFinished):
                print(findings.counted, flush=True)
    return findings


@contextmanager
def repairing(desk: Desk) -> Iterator[None]:
    """The hooks of a campaign, for as long as it runs."""
    repair = Repair(desk)

    def before_call(context: HookContext, case: Any, kwargs: dict[str, Any]) -> None:
        repair.before_call(context, case, kwargs)

    def after_call(context: HookContext, case: Any, response: Any) -> None:
        repair.after_call(context, case, response)

    schemathesis.hook(before_call)
    schemathesis.hook(after_call)
    try:
        yield
    finally:
        schemathesis.hooks.unregister(before_call)
        schemathesis.hooks.unregister(after_call)
