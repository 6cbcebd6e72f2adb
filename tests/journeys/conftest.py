"""One running Concord for all journeys, and the people of its partnerships."""

from collections.abc import Iterator

import pytest

from tests.journeys.cast import Cast, cast_of
from tests.support.service import RunningService, running_service


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """Start Concord once, as its users do."""
    with running_service(tmp_path_factory.mktemp("concord")) as running:
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
