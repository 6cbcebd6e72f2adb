"""The made-up boards, on the one running Concord of all journeys."""

import asyncio

import pytest

from tests.journeys.made.board import Board, board_of, publish_boards
from tests.support.service import RunningService


@pytest.fixture(scope="session")
def boards(service: RunningService) -> RunningService:
    """The service, once it knows who works under the made-up boards."""
    asyncio.run(publish_boards(service))
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
