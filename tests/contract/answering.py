"""Makes generated answers and records fit what a policy asks: names that it knows."""

from tests.contract.desk import AGENCIES, pick
from tests.contract.reading import Json


def answered(said: Json, policy: Json) -> Json:
    """Put right the answers that a body gives before raising, or supposes in a preview.

    A yes stays where the document only shows the way; where it sends the matter
    elsewhere, good data says no.
    """
    if "screening" in said:
        asked = policy["questions"]
        said["screening"] = said["screening"][: len(asked)]
        for given, question in zip(said["screening"], asked, strict=False):
            given["question"] = question["question"]
            given["applies"] = given["applies"] and question["effect"] == "goes_on"
    if "preconditions" in said:
        wanted = [one for one in policy["preconditions"] if one["stage"] is None]
        said["preconditions"] = said["preconditions"][: len(wanted)]
        for given, condition in zip(said["preconditions"], wanted, strict=False):
            given["condition"] = condition["condition"]
            field = "evidence" if given["met"] else "reason"
            if given.get(field) is None:
                given[field] = "As the log of the agency says."
    if said.get("priority") is not None or policy["priorities"]:
        tiers = [tier["code"] for tier in policy["priorities"]]
        said["priority"] = pick(tiers, said.get("priority")) if tiers else None
    _suppose_agencies(said)
    return said


def _suppose_agencies(said: Json) -> None:
    """Agencies that exist, where a preview names any."""
    if said.get("raising_agency") is not None:
        said["raising_agency"] = pick(AGENCIES, said["raising_agency"])
    if "responding_agencies" in said:
        said["responding_agencies"] = [
            pick(AGENCIES, agency) for agency in said["responding_agencies"]
        ]


def to_record(policy: Json) -> dict[str, list[str]]:
    """What a policy has of each kind about which something can be put on record."""
    first = [one for one in policy["preconditions"] if one["stage"] is not None]
    return {
        "prevention": [step["id"] for step in policy["prevention"]],
        "outside_route": [route["id"] for route in policy["outside_routes"]],
        "notice_of_intention": [stage["id"] for stage in policy["stages"]],
        "preparation": [one["condition"].replace("_", "-") for one in first],
    }
