"""Makes plausible what boards and administrators say of policies and calendars."""

from copy import deepcopy
from importlib.resources import files
from itertools import count

from tests.contract.desk import Desk, pick
from tests.contract.reading import Json

NATIONS = ("ENG", "WLS", "SCT", "NIR")
FROM_THE_START = "2021-01-01"
BY_THE_BOARD = (
    "releasePolicy",
    "putPolicyInForce",
    "retirePolicy",
    "rehearsePolicy",
    "publishCalendar",
)


class Deciding:
    """Puts right the decisions of one campaign; they leave its disputes their policy.

    What is put in force anew, or retired, is so far from the disputes of today; the
    partnership's own policy stays in force from the start.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._versions = count()

    def deciding(self, operation: str, body: Json, about: str) -> Json:
        """A decision about the policy or the calendar that the address names."""
        said: Json = deepcopy(body)
        if said.get("partnership") is not None:
            said["partnership"] = self._desk.partnership
        if operation == "releasePolicy":
            said["text"] = self._a_file()
        if operation == "putPolicyInForce":
            later = f"219{pick(range(10), said['from_date'])}-01-01"
            own = about == self._desk.own_policy
            said["from_date"] = FROM_THE_START if own else later
        if operation == "retirePolicy":
            said["to_date"] = "2199-12-31"
        if operation == "publishCalendar":
            self._publication(said, of_nation=about in NATIONS)
        return said

    def _a_file(self) -> str:
        """The file of the partnership's own policy, as a version not seen before."""
        name, _, _ = self._desk.own_policy.partition("@")
        text = (files("dispute_core.policies") / f"{name}.yaml").read_text("utf-8")
        version = 2 + next(self._versions) % 9_000
        return text.replace(f"policy: {name}@1", f"policy: {name}@{version}")

    @staticmethod
    def _publication(said: Json, *, of_nation: bool) -> None:
        """Each date once; nations proclaim days, partnerships close."""
        once = {day["date"]: day for day in said["days_off"]}
        said["days_off"] = list(once.values())
        for day in said["days_off"]:
            kinds = ("bank_holiday", "public_day") if of_nation else ("closure",)
            if of_nation or "kind" in day:
                day["kind"] = pick(kinds, day)
        if of_nation:
            said["confirmed_until"] = said.get("confirmed_until") or "2028-12-31"
            said["recompute_open_deadlines"] = False
            return
        said["worked_after_all"] = []
        said["confirmed_until"] = None
