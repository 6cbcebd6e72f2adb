"""One running Concord for all journeys, its mail server, and its people."""

from collections.abc import Iterator

import pytest

from tests.journeys.cast import Cast, cast_of
from tests.support.post_office import PostOffice, post_office
from tests.support.receiver import Receiver, receiver
from tests.support.service import RunningService, running_service

NEVER_A_DIGEST = "10000"
"""All journeys write to the same few mailboxes within a minute."""


@pytest.fixture(scope="session")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    """The mail server through which this Concord writes to people."""
    with post_office(tmp_path_factory.mktemp("post") / "office") as office:
        yield office


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Receiver]:
    """An agency's own system, which takes every message."""
    with receiver(tmp_path_factory.mktemp("system")) as system:
        yield system


@pytest.fixture(scope="session")
def service(
    tmp_path_factory: pytest.TempPathFactory, post: PostOffice
) -> Iterator[RunningService]:
    """Start Concord once, as its users do."""
    told = {**post.settings(), "notices_many": NEVER_A_DIGEST}
    told["webhook_loopback"] = "true"
    with running_service(tmp_path_factory.mktemp("concord"), told) as running:
        yield running


@pytest.fixture(scope="session")
def lewisham(service: RunningService) -> Cast:
    return cast_of(service, "lewisham")


@pytest.fixture(scope="session")
def bexley(service: RunningService) -> Cast:
    return cast_of(service, "bexley")


@pytest.fixture(scope="session")
def worcestershire(service: RunningService) -> Cast:
    return cast_of(service, "worcestershire")


@pytest.fixture(scope="session")
def brighton_hove(service: RunningService) -> Cast:
    return cast_of(service, "brighton-hove")


@pytest.fixture(scope="session")
def wales(service: RunningService) -> Cast:
    return cast_of(service, "wales-region")
