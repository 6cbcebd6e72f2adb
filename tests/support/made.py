"""Policies and partnerships that the tests have made up, and how they are published."""

from functools import cache
from pathlib import Path

from dispute_core.application.policies.releasing import (
    publish_directory,
    release_policies,
)
from dispute_core.bootstrap import Services
from dispute_core.policies.directory_file import read_directory
from dispute_core.policies.released import ReleasedPolicy, read_policy, shipped

MADE = Path(__file__).parents[1] / "policies" / "made"
HELD = {policy.ref: policy.content for policy in shipped()}
"""What a policy of our own making may take parts from."""


@cache
def made_policy(name: str) -> ReleasedPolicy:
    """A policy of our own making, by the name of its file."""
    return read_policy((MADE / f"{name}.yaml").read_text(encoding="utf-8"), HELD)


async def publish_made(services: Services, *names: str) -> None:
    """Put made-up policies, and the partnerships that work under them, into the log."""
    log, shelf, clock = services.log, services.catalogue, services.core.clock
    released = [made_policy(name) for name in names]
    await release_policies(log, shelf, released, clock=clock)
    text = (MADE / "directory.yaml").read_text(encoding="utf-8")
    await publish_directory(log, shelf, read_directory(text), clock=clock)
    await services.catalogue.look()
