"""What of a `traceparent` is taken over, and what counts as not said (W3C)."""

import re

import pytest

from dispute_core.tracing import begun, gone_on, taken_over

TRACE = "0af7651916cd43dd8448eb211c80319c"
SPAN = "b7ad6b7169203331"
CALLERS = f"00-{TRACE}-{SPAN}-01"


def answer_to(*said: str) -> str:
    headers = [(b"host", b"x"), *((b"traceparent", one.encode()) for one in said)]
    return taken_over(headers).parent


class TestATraceparent:
    @pytest.mark.parametrize(
        ("said", "flags"),
        [
            (CALLERS, "01"),
            (f"00-{TRACE}-{SPAN}-00", "00"),
            (f"00-{TRACE}-{SPAN}-ff", "01"),
            (f"  {CALLERS}\t", "01"),
            (f"cc-{TRACE}-{SPAN}-01", "01"),
            (f"cc-{TRACE}-{SPAN}-01-what-the-future-holds", "01"),
        ],
    )
    def test_that_is_valid_is_gone_on_with_as_work_of_our_own(
        self, said: str, flags: str
    ) -> None:
        version, trace, span, sampled = answer_to(said).split("-")

        assert (version, trace, sampled) == ("00", TRACE, flags)
        assert re.fullmatch("[0-9a-f]{16}", span)
        assert span != SPAN

    @pytest.mark.parametrize(
        "said",
        [
            (),
            ("",),
            (CALLERS, CALLERS),
            (CALLERS.upper(),),
            (f"ff-{TRACE}-{SPAN}-01",),
            (f"00-{'0' * 32}-{SPAN}-01",),
            (f"00-{TRACE}-{'0' * 16}-01",),
            (f"00-{TRACE}-{SPAN}-01-",),
            (f"00-{TRACE}-{SPAN}-01-more",),
            (f"cc-{TRACE}-{SPAN}-01more",),
            (f"00-{TRACE}-{SPAN}-1",),
            (f"00-{TRACE[1:]}-{SPAN}-01",),
            (f"00-{TRACE}-{SPAN}-0x",),
            (f"{CALLERS}\n{CALLERS}",),
            ("Zaunkönig-4711",),
        ],
    )
    def test_that_is_not_valid_begins_another_trace(
        self, said: tuple[str, ...]
    ) -> None:
        parent = answer_to(*said)

        assert re.fullmatch("00-[0-9a-f]{32}-[0-9a-f]{16}-01", parent)
        assert TRACE not in parent

    def test_goes_on_from_what_was_kept_with_an_event(self) -> None:
        assert gone_on(CALLERS).trace_id == TRACE
        assert gone_on(None).trace_id != begun().trace_id
