"""What cannot be a policy is sent over HTTP: told how to mend it, and never stored."""

from dispute_api.schemas.policies import LONGEST_FILE
from tests.policies import test_malformed_parts as parts
from tests.policies import test_malformed_values as values
from tests.policies import test_malformed_whole as whole
from tests.policies import test_malformed_yaml as plain
from tests.policies.malformed import Malformed
from tests.support.api import Api

SENT = {
    name: case
    for cases in (plain.CASES, parts.CASES, values.CASES, whole.CASES)
    for name, case in cases.items()
}


def text_of(case: Malformed) -> str | None:
    """What a request can carry of it, if it can carry it at all."""
    try:
        text = case.source.decode()
    except UnicodeDecodeError:
        return None
    return text if text and len(text) <= LONGEST_FILE and "\0" not in text else None


class TestAMalformedPolicyThatIsSent:
    async def test_is_told_with_its_line_and_stored_nowhere(self, api: Api) -> None:
        board = api.role("board")
        head = await api.services.log.head()
        sent = {name: text_of(case) for name, case in SENT.items()}

        for name, text in sent.items():
            body = {"text": text or "", "reason": "To see what is said."}
            answer = await board.post("/v1/policies", body)

            assert answer.status_code == 422, (name, answer.text)
            if text is not None:
                case, told = SENT[name], answer.json()
                assert told["code"] == "policy-not-valid"
                assert (case.code, case.line, case.path) in [
                    (error["code"], error["line"], error["path"])
                    for error in told["policy_lint"]["errors"]
                ], name
        assert len([text for text in sent.values() if text]) >= 60
        assert await api.services.log.head() == head
