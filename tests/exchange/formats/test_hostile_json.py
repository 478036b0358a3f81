"""No JSON of the wrong shape makes a reader fail otherwise than by saying where it is wrong."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.formats.document import FormatDocument
from annotator.exchange.formats.format import FormatRefused
from annotator.exchange.formats.registry import FORMATS

READERS = [one for one in FORMATS if one.read]
# What files of several formats are made of, put together at random.
WORDS = ["{", "}", "[", "]", ":", ",", '"', "@type", "ClaimReview", "@graph", "item", "items", "uri", "bodies", "value",
         "appearance", "url", "https://a.example", "hasPart", "text", "target", "selector", "start", "-1", "1e999", "null",
         "\\ud800", "\x00", "²", "<p>", "&amp;", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "\n", "\t", "9" * 5000, "true"]  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)
    ),
    max_leaves=20,
)


def swallow(one, content: bytes) -> None:
    with contextlib.suppress(FormatRefused):
        list(one.read(f"file{one.ending}", content))


@pytest.mark.parametrize(
    "one", [one for one in READERS if "json" in one.ending], ids=lambda one: one.name
)
@given(value=VALUES)
def test_json_of_the_wrong_shape(one, value):
    import json

    swallow(one, json.dumps(value).encode())
    swallow(one, json.dumps({"@type": "ClaimReview", "uri": "u", "items": value, "bodies": value, "itemReviewed": value, "author": value, "target": value, "headlines": value}).encode())  # fmt: skip


@pytest.mark.parametrize("one", READERS, ids=lambda one: one.name)
@pytest.mark.parametrize(
    "content", [b"", b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b"PK\x03\x04", b"9" * 100_000]
)
def test_what_is_known_to_break_readers(one, content):
    found = []
    with contextlib.suppress(FormatRefused):
        found = list(one.read(f"file{one.ending}", content))
    assert not any(isinstance(item, FormatDocument) for item in found)
