"""The made-up boards, on the one running Concord of all journeys."""

import asyncio
import time

import pytest

from tests.journeys.case import PATIENCE_SECONDS, POLL_SECONDS
from tests.journeys.made.board import Board, board_of, publish_boards
from tests.support.service import RunningService


@pytest.fixture(scope="session")
def boards(service: RunningService) -> RunningService:
    """The service, once it knows who works under the made-up boards."""
    last = asyncio.run(publish_boards(service))
    office = service.caller(last, role="board")
    limit = time.monotonic() + PATIENCE_SECONDS
    while not office.items("/v1/policies-in-force", partnership=last):
        assert time.monotonic() < limit, "the service never heard of the boards"
        time.sleep(POLL_SECONDS)
    return service


@pytest.fixture(scope="session")
def pellworth(boards: RunningService) -> Board:
    return board_of(boards, "pellworth")


@pytest.fixture(scope="session")
def stannick(boards: RunningService) -> Board:
    return board_of(boards, "stannick")


@pytest.fixture(scope="session")
def strathmorven(boards: RunningService) -> Board:
    return board_of(boards, "strathmorven")


@pytest.fixture(scope="session")
def wynfleet(boards: RunningService) -> Board:
    return board_of(boards, "wynfleet")


@pytest.fixture(scope="session")
def carreg_las(boards: RunningService) -> Board:
    return board_of(boards, "carreg-las")


@pytest.fixture(scope="session")
def loughbrae(boards: RunningService) -> Board:
    return board_of(boards, "loughbrae")


@pytest.fixture(scope="session")
def orrinbank(boards: RunningService) -> Board:
    return board_of(boards, "orrinbank")


@pytest.fixture(scope="session")
def dyffryn_isaf(boards: RunningService) -> Board:
    return board_of(boards, "dyffryn-isaf")
