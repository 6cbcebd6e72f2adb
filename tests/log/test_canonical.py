"""Canonical JSON: judged by an independent implementation of RFC 8785."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from dispute_core.log.canonical import LARGEST, NotCanonical, canonical, parse

text = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | text,
    lambda inner: st.lists(inner) | st.dictionaries(text, inner),
    max_leaves=25,
)


class TestCanonical:
    @given(values)
    def test_agrees_with_the_independent_judge(self, value: Any) -> None:
        assert canonical(value) == rfc8785.dumps(value)

    @given(values)
    def test_reads_back_what_it_wrote(self, value: Any) -> None:
        assert parse(canonical(value)) == value

    def test_sorts_keys_by_utf_16_units(self) -> None:
        value: Any = {"\ue000": 1, "\U0001d11e": {"\uffff": 1, "\U00010000": 2}}

        written = canonical(value)

        assert written == rfc8785.dumps(value)
        assert written.decode().index("\U0001d11e") < written.decode().index("\ue000")

    @pytest.mark.parametrize(
        "value",
        [
            1.0,
            [0.5],
            {"a": {"b": float("nan")}},
            LARGEST + 1,
            -LARGEST - 1,
            {1: "a"},
            "\ud800",
            {"\udfff": 1},
            b"bytes",
            {1, 2},
            object(),
        ],
    )
    def test_refuses_what_has_no_canonical_form(self, value: Any) -> None:
        with pytest.raises(NotCanonical):
            canonical(value)

    @pytest.mark.parametrize("written", ["1.5", '{"a":1e3}', "NaN", "[Infinity]"])
    def test_reads_no_float(self, written: str) -> None:
        with pytest.raises(NotCanonical):
            parse(written)
