"""Whatever comes in by a file, a reader yields things or refuses it: nothing else is raised."""

import io
import json
import random
import zipfile
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.format import FormatProblem, FormatRefused, NotTaken
from annotator.exchange.formats.registry import FORMATS
from tests.exchange.formats.documents import written

READ = [one for one in FORMATS if one.read]
TEXT = "The 🎉 pipeline is long.\nOmar said so."
DOCUMENT = FormatDocument(
    "1-title", TEXT,
    [
        FormatMark("stance-against", annotator="ada", id="00000000-0000-4000-8000-000000000001", details={"note": "n"}),
        FormatMark("entity-person", 25, 29, "Omar", annotator="ada", id="00000000-0000-4000-8000-000000000002", details={"entity_wikidata": "Q42"}, created_at="2022-02-24T09:30:00Z"),
        FormatMark("claim-quantity", 4, 23, TEXT[4:23], layer="gold", annotator="bo", id="00000000-0000-4000-8000-000000000003", details={"value": "1"}),
    ],
    source="Post", title="Title", url="https://outlet.example/1", published_on="2022-02-24", readers=("ada",), article_id="1",
)  # fmt: skip
SPLICES = [b"", b"\0", b"\xff\xfe", b"<", b">", b"&", b'"', b"'", b"{", b"}", b"[", b"]", b",", b":", b"-1", b"99999999999999999999", b"1e999", b"NaN", "²".encode(), b"null", b"true", b"\\ud800", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"\t", b"\r\n", b"  ", b"]]>", b"<a>" * 300, b"[" * 3000, b"0"]  # fmt: skip


@cache
def bomb() -> bytes:
    """Return an archive that is a thousand times as large unpacked, with files of every name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("project.qde", "a.xml", "a.xmi", "TypeSystem.xml", "a.json", "a.txt"):
            archive.writestr(name, b"\0" * 80_000_000)
    return packed.getvalue()


def of(one) -> bytes:
    if one.write is None:
        return b""
    return written(one, [DOCUMENT])


@st.composite
def mutated(draw, content):
    """Return the content with a few pieces cut, doubled or put in; of an archive one of its files."""
    if content[:2] == b"PK" and draw(st.integers(0, 9)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        if files:
            name = draw(st.sampled_from(sorted(files)))
            files[name] = draw(cut(files[name]))
            if draw(st.integers(0, 9)) == 0:
                files.pop(draw(st.sampled_from(sorted(files))))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, inside in files.items():
                archive.writestr(name, inside)
        return packed.getvalue()
    return draw(cut(content))


@st.composite
def cut(draw, content):
    chance = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(content) + 1)
        end = min(len(content), at + chance.choice([0, 1, 2, 5, 40, 400]))
        content = content[:at] + chance.choice([*SPLICES, content[at:end] * 2]) + content[end:]
    return content


def things(one, name, content):
    """Return what is read, or nothing where it is refused with a place and a sentence."""
    problem, found = None, []
    try:
        found = list(one.read(name, content))
    except FormatRefused as refused:
        problem = refused.problem
    assert problem is None or (problem.place and problem.message.endswith("."))
    assert all(isinstance(each, FormatDocument | NotTaken | FormatProblem) for each in found)
    for document in (each for each in found if isinstance(each, FormatDocument)):
        for mark in document.spans:
            assert isinstance(mark.label, str)
            assert isinstance(mark.start, int)
            assert isinstance(mark.end, int)
    return found


@pytest.mark.parametrize("one", READ, ids=lambda one: one.name)
@settings(suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
@given(data=st.data())
def test_a_file_that_was_changed_is_read_or_refused(one, data):
    things(one, f"file{one.ending}", data.draw(mutated(of(one))))


@pytest.mark.parametrize("one", READ, ids=lambda one: one.name)
def test_what_is_no_file_of_the_format_at_all_is_refused(one):
    content = of(one)
    assert any(isinstance(each, FormatDocument) for each in things(one, f"f{one.ending}", content)) or not content  # fmt: skip
    deep = b"[" * 100_000
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'
    )
    for wrong in (b"", b"\0", b"\xff" * 99, b"PK\x03\x04", content[:200], content[:-60], deep, laughs, bomb(),
                  "²".encode(), b"{}", b"[]", b"null", b"<a/>", json.dumps({"a": [1]}).encode()):  # fmt: skip
        found = things(one, f"f{one.ending}", wrong)
        assert not [each for each in found if isinstance(each, FormatDocument) and each.marks]
