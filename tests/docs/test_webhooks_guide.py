"""The way that the guide shows to check a message: it takes ours, and no others."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from dispute_core.domain.webhooks.subscription import SigningKeys
from dispute_core.signing import new_keys, signature

GUIDE = Path(__file__).parents[2] / "docs" / "webhooks.md"
BODY = b'{"id": "a message"}'
NAME = "msg_0123"

Check = Callable[..., bool]


@pytest.fixture(scope="module")
def check() -> Check:
    """The function that the guide shows."""
    [code] = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    shown: dict[str, Any] = {}
    exec(code, shown)  # noqa: S102 - our own guide
    found: Check = shown["is_from_concord"]
    return found


def headers(*keys: SigningKeys, at: datetime | None = None) -> dict[str, str]:
    moment = at or datetime.now(UTC)
    return {
        "webhook-id": NAME,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": signature(keys, NAME, moment, BODY),
    }


class TestTheGuide:
    def test_takes_a_message_that_is_signed_by_one_of_the_keys(
        self, check: Check
    ) -> None:
        old, new = new_keys(), new_keys()
        sent = headers(new, old)

        assert check([new.public], sent, BODY)
        assert check([old.public], sent, BODY)
        for keys in (old, new):
            assert Webhook(keys.secret).verify(BODY, sent) == {"id": "a message"}

    def test_refuses_whatever_is_not_just_that_message(self, check: Check) -> None:
        keys, others = new_keys(), new_keys()
        sent = headers(keys)

        assert not check([others.public], sent, BODY)
        assert not check([keys.public], sent, BODY + b" ")
        assert not check([keys.public], {**sent, "webhook-id": "msg_9"}, BODY)
        late = headers(keys, at=datetime.now(UTC) - timedelta(minutes=6))
        assert not check([keys.public], late, BODY)
        moved = {**late, "webhook-timestamp": sent["webhook-timestamp"]}
        assert not check([keys.public], moved, BODY)
        with pytest.raises(WebhookVerificationError):
            Webhook(others.secret).verify(BODY, sent)

    def test_names_every_answer_that_means_something(self) -> None:
        text = GUIDE.read_text("utf-8")

        for said in ("410", "400, 409, 413, 415, 422", "`Retry-After`"):
            assert said in text
