"""Each overlay is rendered once."""

import pytest

from tests.deploy.rendering import Manifest, rendered


@pytest.fixture(scope="package", params=["dev", "prod"])
def manifests(request: pytest.FixtureRequest) -> list[Manifest]:
    return rendered(request.param)


@pytest.fixture(scope="package")
def prod() -> list[Manifest]:
    return rendered("prod")
