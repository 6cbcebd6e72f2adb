"""Playing a case: every step through HTTP, by the people who would take it."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from concord.demo.appointing import holding
from concord.demo.cases import Awaited, Case, Json, Step
from concord.demo.service import (
    ATTEMPTS,
    PATHS,
    PAUSE_SECONDS,
    STALE,
    Service,
    refusal,
)
from concord.errors import CannotGoOn

WORKER_SECONDS = 60
_ACTION = re.compile(r"action (?P<number>\d+)")


@dataclass(frozen=True, kw_only=True)
class Played:
    """A case as it stands when every step has been taken, told by one agency."""

    case: Case
    dispute: Json
    events: list[Json]
    deadlines: list[Json]
    offices: Sequence[Json] = ()


def play(case: Case, service: Service, series: str) -> Played:
    """Take every step of a case; a step that was taken before is only confirmed."""
    stage = _Stage(
        case=case, service=service, series=f"demo-{case.name}-{case.edition}-{series}"
    )
    for number, step in enumerate(case.steps, start=1):
        if isinstance(step, Awaited):
            stage.wait_for_breach(step.duty)
        else:
            stage.take(step, number)
    return stage.played()


@dataclass
class _Stage:
    """One case being played."""

    case: Case
    service: Service
    series: str
    dispute_id: str = ""

    def take(self, step: Step, number: int) -> None:
        """Send the step; where the worker was quicker, look again and send it again."""
        if self.dispute_id:
            step = replace(step, body=self._naming_actions(step.body))
        path = PATHS[step.operation].format(id=self.dispute_id, duty=self._duty(step))
        token = self.service.token(
            self.case.partnership, agency=step.agency, office=step.office
        )
        for _ in range(ATTEMPTS):
            answer = self.service.command(
                path,
                step.body,
                key=f"{self.series}-{number:02}",
                token=token,
                version=self._dispute()["version"] if self.dispute_id else None,
            )
            if answer.status_code != STALE:
                break
        if answer.is_error:
            what = f"Step {number} of {self.case.name} ({step.operation})"
            raise CannotGoOn(refusal(what, answer))
        self.dispute_id = answer.json()["id"]

    def wait_for_breach(self, duty: str) -> None:
        """Wait until the worker has reported that a duty was not done in time."""
        duty = self._action_id(duty)
        until = time.monotonic() + WORKER_SECONDS
        while time.monotonic() < until:
            for deadline in self._dispute()["deadlines"]:
                if deadline["duty"] == duty and deadline["breach"]:
                    return
            time.sleep(PAUSE_SECONDS)
        message = (
            f"The worker reported no breach of {duty} within {WORKER_SECONDS} seconds. "
            "Its log lies in the data folder, under logs."
        )
        raise CannotGoOn(message)

    def played(self) -> Played:
        path = f"/v1/disputes/{self.dispute_id}"
        token, dispute = self._token(), self._dispute()
        sides = [dispute["raised_by"], *dispute["responding"]]
        parties = {one["agency"] for one in sides}
        return Played(
            case=self.case,
            dispute=dispute,
            offices=holding(self.service, self.case.partnership, parties),
            events=list(self.service.read_all(f"{path}/events", token=token)),
            deadlines=list(self.service.read_all(f"{path}/deadlines", token=token)),
        )

    def _dispute(self) -> Json:
        path = f"/v1/disputes/{self.dispute_id}"
        return self.service.read(path, token=self._token())

    def _token(self) -> str:
        return self.service.token(self.case.partnership, agency=self.case.told_by)

    def _duty(self, step: Step) -> str:
        """The duty that a task of the document has opened for whoever takes the step.

        It keeps its name when it is done, so that a second run finds it again.
        """
        if step.duty is None:
            return ""
        for duty in self._dispute()["duties"]:
            own = duty["holder"]["agency"] in (step.agency, None)
            if own and duty["id"].startswith(f"{step.duty}."):
                return str(duty["id"])
        who = step.agency or step.office
        message = f"Nothing called {step.duty} is asked of {who} in {self.case.name}."
        raise CannotGoOn(message)

    def _naming_actions(self, body: Json) -> Json:
        if "action_id" not in body:
            return body
        return {**body, "action_id": self._action_id(body["action_id"])}

    def _action_id(self, said: str) -> str:
        """The id that the service gave to "action 1" when it was agreed.

        Its duty has the same name, as a "review" has; others stay as they are said.
        """
        if said == "review":
            [review] = (d for d in self._dispute()["duties"] if d["kind"] == "review")
            return str(review["id"])
        found = _ACTION.fullmatch(said)
        if found is None:
            return said
        action_id: str = self._dispute()["actions"][int(found["number"]) - 1]["id"]
        return action_id
