"""Makes plausible what is asked about statistics, and aims at feeds that there are."""

from copy import deepcopy
from itertools import count

from tests.contract.desk import Desk, Sent
from tests.contract.reading import Json

FEEDS = "/v1/calendar-feeds"
BY_THE_BOARD_OFFICE = (
    "getStatistics",
    "publishStatistics",
    "planReview",
    "drawAuditSample",
)
FIRST_YEAR, YEARS = 2000, 25
DAYS = {"from", "to"}


class Counting:
    """Puts right what one campaign asks and says about numbers and calendars."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._years = count()

    def aim(self, case: Sent) -> None:
        """A feed of the caller's own, which answers still."""
        path = case.path_parameters
        if "feed_id" in path:
            path["feed_id"] = self._feed()["id"]
        if "address" in path:
            url = str(self._feed()["url"])
            path["address"] = url.rpartition("/")[2].removesuffix(".ics")

    def ask(self, case: Sent) -> None:
        """Both days or neither, in their order."""
        query = case.query
        sent = DAYS & query.keys()
        if sent == DAYS:
            query["from"], query["to"] = sorted((query["from"], query["to"]))
        elif sent:
            del query[sent.pop()]

    def saying(self, operation: str, body: Json) -> Json:
        """Years that are over, each once as long as there are some."""
        said: Json = deepcopy(body)
        if operation == "publishStatistics":
            said["year"] = FIRST_YEAR + next(self._years) % YEARS
        if operation == "createCalendarFeed":
            said.pop("agency", None)
        return said

    def _feed(self) -> Json:
        answer = (
            self._desk.schema[FEEDS]["POST"]
            .Case(
                body={},
                media_type="application/json",
                headers={
                    "Authorization": self._desk.raiser.authorization,
                    "Idempotency-Key": self._desk.new_key("feed"),
                },
            )
            .call()
        )
        feed: Json = answer.json()
        return feed
