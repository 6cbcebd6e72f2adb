"""Searches as somebody would make them who keeps the numbers of people."""

from copy import deepcopy

from tests.contract.desk import AGENCIES, Desk, pick
from tests.contract.reading import Json


def finding(body: Json, desk: Desk) -> Json:
    """A search in the desk's own partnership, by the number of an agency in it."""
    said: Json = deepcopy(body)
    said["partnership"] = desk.partnership
    if said["subject"].get("held_by") is not None:
        said["subject"]["held_by"] = pick(AGENCIES, said)
    return said
