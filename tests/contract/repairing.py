"""Aims each generated request at something that exists, just before it is sent.

What was drawn to be refused stays as it is; everything around it is made good, so that
a refusal can only be due to the one thing that is wrong.
"""

import re
from collections.abc import Callable
from itertools import count
from typing import Any

from hypothesis.control import current_build_context
from schemathesis import HookContext
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response
from schemathesis.generation.meta import CaseMetadata, TestPhase

from tests.contract import convening, following
from tests.contract.around import IN_BEXLEY, ON_CONCERNS, STALE_ONE_IN, Around
from tests.contract.counting import BY_THE_BOARD_OFFICE, Counting
from tests.contract.deciding import BY_THE_BOARD, NATIONS, Deciding
from tests.contract.desk import Desk, Sent, instant, pick, text_of
from tests.contract.directories import KEPT_BY_THE_BOARD, Directories
from tests.contract.finding import finding
from tests.contract.owing import ON_DUTIES, Owing
from tests.contract.paging import PAGES, turn_the_page
from tests.contract.plausible import BY_THE_RESPONDER, END, Plausible, within
from tests.contract.reading import Json, contract
from tests.contract.speaking import speaker
from tests.contract.subscribing import ON_WEBHOOKS, Subscribing
from tests.contract.telling import CAME_BACK, TO_THE_RESPONDER, Telling

KEY = re.compile(r"[!-~]{1,255}\Z")
COUNT_TAG = re.compile(r'("(0|[1-9][0-9]{0,8})"|0|[1-9][0-9]{0,8})\Z')

PROBLEMS = [problem["code"] for problem in contract()["x-problem-types"]]


class Repair:
    """The hooks of one campaign: before every call, and after it.

    A meeting is called for in a partnership of its own, whose policy knows that right;
    `sent_by` is whom every request speaks as until somebody else is put in.
    """

    def __init__(self, desk: Desk, sent_by: str | None = None) -> None:
        self._desk = desk
        self._sent_by = sent_by or desk.raiser.authorization
        self._meetings = Repair(desk.meetings, self._sent_by) if desk.meetings else None
        self._plausible = Plausible(desk)
        self._deciding = Deciding(desk)
        self._owing = Owing(desk)
        self._telling = Telling(desk)
        self._subscribing = Subscribing(desk)
        self._directories = Directories(desk)
        self._counting = Counting(desk)
        self._around = Around(desk)
        self._sayings: dict[str, Callable[[str, Json], Json]] = {
            **dict.fromkeys((TO_THE_RESPONDER, CAME_BACK), self._telling.saying),
            **dict.fromkeys(ON_WEBHOOKS, self._subscribing.saying),
            **dict.fromkeys(ON_CONCERNS, self._around.telling),
            **dict.fromkeys(KEPT_BY_THE_BOARD, self._directories.saying),
        }
        self._busy = False
        self._turns = count()
        self._story: object = None

    def before_call(self, _: HookContext, case: Sent, kwargs: dict[str, Any]) -> None:
        del kwargs
        meta = case.meta
        if self._busy or meta is None or case.method != case.operation.method.upper():
            return
        if meta.phase.name == TestPhase.STATEFUL:
            self._begin_story()
        self._busy = True
        name = case.operation.definition.raw["operationId"]
        try:
            if self._meetings is not None and name in IN_BEXLEY:
                self._meetings.repair(case, meta)
            else:
                self.repair(case, meta)
        finally:
            self._busy = False

    def after_call(self, _: HookContext, case: Sent, response: Response) -> None:
        if case.method == "HEAD":
            return
        self._directories.note(response)
        authorization = text_of(response.request.headers.get("Authorization"))
        elsewhere = self._desk.meetings
        if elsewhere is not None and authorization == elsewhere.raiser.authorization:
            elsewhere.note(response, authorization)
        else:
            self._desk.note(response, authorization)

    def _begin_story(self) -> None:
        """Forget what came before: a story told again must go the same way."""
        story = current_build_context().data
        if story is not self._story:
            self._story = story
            self._turns = count()
            self._desk.forget()
            if self._desk.meetings is not None:
                self._desk.meetings.forget()

    def repair(self, case: Sent, meta: CaseMetadata) -> None:
        """Make good what was not drawn to be refused."""

        def good(place: ParameterLocation) -> bool:
            return (
                place not in meta.components or meta.components[place].mode.is_positive
            )

        if KEY.match(str(case.headers.get("Idempotency-Key", ""))):
            case.headers["Idempotency-Key"] = self._desk.new_key(
                case.headers["Idempotency-Key"]
            )
        self._read_all(case, may_be_stale=good(ParameterLocation.PATH))
        if good(ParameterLocation.HEADER):
            following.go_on_behind_the_last(case, self._desk)
        if case.path_parameters and good(ParameterLocation.PATH):
            self._aim(case, meta.phase.name)
        else:
            following.read_again(case, self._desk)
        if (
            case.query
            and good(ParameterLocation.QUERY)
            and good(ParameterLocation.PATH)
        ):
            self._ask(case)
        self._speak(case)
        body = case.body
        if isinstance(body, dict) and good(ParameterLocation.BODY):
            self._say(case, body)

    def _read_all(self, case: Sent, *, may_be_stale: bool) -> None:
        """A board that does not say what it has read, rather than something old."""
        name = case.operation.definition.raw["operationId"]
        sent = str(case.headers.get("If-Match", ""))
        if name not in (*BY_THE_BOARD, *KEPT_BY_THE_BOARD) or not COUNT_TAG.match(sent):
            return
        if may_be_stale and not next(self._turns) % STALE_ONE_IN:
            return
        if name in BY_THE_BOARD:
            del case.headers["If-Match"]
        if name in KEPT_BY_THE_BOARD:
            self._directories.read(case)

    def _aim(self, case: Sent, phase: TestPhase) -> None:
        if "ref" in case.path_parameters:
            ref, refs = case.path_parameters["ref"], self._desk.references()
            case.path_parameters["ref"] = ref if ref in refs else pick(refs, ref)
        self._counting.aim(case)
        if "calendar" in case.path_parameters:
            drawn, kept = case.path_parameters["calendar"], self._desk.partnership
            case.path_parameters["calendar"] = pick((*NATIONS, kept), drawn)
        if case.path.endswith("/{agency}/log"):
            case.path_parameters["agency"] = self._desk.raiser.agency
        if "code" in case.path_parameters:
            code = case.path_parameters["code"]
            case.path_parameters["code"] = (
                code if code in PROBLEMS else pick(PROBLEMS, code)
            )
        if "partnership" in case.path_parameters:
            case.path_parameters["partnership"] = self._desk.partnership
            self._directories.aim(case)
        self._around.aim_at_a_concern(case, self._turns)
        self._subscribing.aim(case, self._turns)
        following.aim_at_an_event(case, self._desk)
        if "notice_id" in case.path_parameters:
            self._telling.aim(case)
        elif "dispute_id" in case.path_parameters:
            self._aim_at_a_dispute(case, phase)

    def _aim_at_a_dispute(self, case: Sent, phase: TestPhase) -> None:
        """A dispute that allows the command; in a story the one that it is about."""
        drawn = case.path_parameters["dispute_id"]
        dispute = self._desk.disputes.get(drawn)
        name = case.operation.definition.raw["operationId"]
        if case.method == "POST" and (dispute is None or phase != TestPhase.STATEFUL):
            wanted = "recordDiscussion" if name in BY_THE_RESPONDER else name
            dispute = self._desk.ready_for(wanted, drawn)
        dispute = dispute or self._desk.any_dispute(drawn)
        if "meeting_id" in case.path_parameters:
            dispute = convening.aim(self._desk, case, name, dispute)
        dispute = self._around.aim(case, name, dispute)
        case.path_parameters["dispute_id"] = dispute["id"]
        if "duty_id" in case.path_parameters:
            self._owing.aim(case, name, dispute)
        if next(self._turns) % STALE_ONE_IN or phase == TestPhase.EXAMPLES:
            following.decide_on(case, dispute)

    def _ask(self, case: Sent) -> None:
        query = case.query
        self._counting.ask(case)
        if "version" in query and "as_at" in query:
            del query[pick(["version", "as_at"], query)]
        dispute = self._desk.disputes.get(case.path_parameters.get("dispute_id", ""))
        if dispute is not None and "version" in query:
            query["version"] = 1 + int(query["version"]) % dispute["version"]
        if dispute is not None and "as_at" in query:
            begun = instant(self._desk.begun[dispute["id"]])
            query["as_at"] = within(query["as_at"], begun, END)
        if "cursor" in query and case.path in PAGES:
            turn_the_page(case, self._desk)
        if "against" in query:
            query["against"] = pick(self._desk.references(), query["against"])
        following.go_on(case, self._desk)

    def _say(self, case: Sent, body: dict[str, Any]) -> None:
        name = case.operation.definition.raw["operationId"]
        if name == "raiseDispute":
            case.body = self._plausible.raising(body)
        elif name == "findDisputes":
            case.body = finding(body, self._desk)
        elif name == "previewPolicy":
            policy = self._desk.policies.get(case.path_parameters.get("ref", ""))
            case.body = self._plausible.previewing(body, policy or self._desk.policy())
        elif name in BY_THE_BOARD:
            path = case.path_parameters
            about = path.get("ref") or path.get("calendar") or ""
            case.body = self._deciding.deciding(name, body, about)
        elif name in self._sayings:
            case.body = self._sayings[name](name, body)
        elif name in BY_THE_BOARD_OFFICE or name.endswith("CalendarFeed"):
            case.body = self._counting.saying(name, body)
        else:
            self._act(case, name, body)

    def _act(self, case: Sent, name: str, body: dict[str, Any]) -> None:
        identifier = case.path_parameters.get("dispute_id", "")
        dispute = self._desk.disputes.get(identifier) or self._desk.any_dispute()
        body = self._plausible.acting(name, body, dispute)
        case.body = self._around.saying(name, body)
        if name in convening.ON_MEETINGS:
            meeting = case.path_parameters.get("meeting_id", "")
            case.body = convening.saying(name, case.body, dispute, meeting)
        if name in ON_DUTIES:
            duty = case.path_parameters.get("duty_id", "")
            case.body = self._owing.saying(name, case.body, dispute, duty)
        if name == "delegateDuty":
            case.body = self._owing.handing(case.body, dispute)

    def _speak(self, case: Sent) -> None:
        """Let those speak who may."""
        name = case.operation.definition.raw["operationId"]
        who = speaker(self._desk, name, case.path_parameters.get("calendar"))
        if case.headers.get("Authorization") == self._sent_by:
            case.headers["Authorization"] = who.authorization
