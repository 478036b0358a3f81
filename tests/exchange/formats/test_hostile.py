"""Whatever comes in as a file of a format, its reader reads it or refuses it with a place."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.formats import archive
from annotator.exchange.formats.document import FormatDocument
from annotator.exchange.formats.format import FormatProblem, FormatRefused, NotTaken
from annotator.exchange.formats.registry import FORMATS
from tests.exchange.formats.documents import documents, written

READ = [one for one in FORMATS if one.read]
WRITTEN = [one for one in READ if one.write and not one.settled]
ODD = st.sampled_from(
    [b"", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"null", b"[]", b"{}", b"-1", b"1e999", b"99999999999999999999", b"true", b'"\\ud800"', b"[" * 3000, b'{"a":' * 3000, b"<!DOCTYPE x [<!ENTITY a 'b'>]>", "²".encode(), b"\n", b"\t", b";", b"NaN"]
)  # fmt: skip


def taken(one, content: bytes):
    """Read all of it; whatever is refused or wrong names a place."""
    found = []
    for name in (f"file{one.ending}", "file"):
        assert one.recognises is None or one.recognises(name, content[:65_536]) in (True, False)
        try:
            found += one.read(name, content)
        except FormatRefused as refused:
            found.append(refused.problem)
    for item in found:
        assert isinstance(item, FormatDocument | NotTaken | FormatProblem)
        if isinstance(item, FormatDocument):
            assert isinstance(item.name, str)
            assert item.name
            marks = [mark for mark in item.marks if item.text and mark.start is not None]
            assert all(item.text[mark.start : mark.end] == mark.quote for mark in marks)
            assert all(isinstance(value, str) for m in item.marks for value in m.details.values())
        else:
            assert item.place.startswith("file")
            assert item.message.endswith((".", "?"))
    return found


@pytest.mark.parametrize("one", READ, ids=lambda one: one.name)
@given(content=st.one_of(st.binary(max_size=400), ODD, ODD.map(lambda odd: b'{"text":' + odd)))
def test_anything_is_read_or_refused(one, content):
    taken(one, content)


@pytest.mark.parametrize("one", WRITTEN, ids=lambda one: one.name)
@given(data=st.data())
def test_its_own_file_spoiled_is_read_or_refused(one, data):
    content = written(one, [data.draw(documents())])
    content = zipped_again(content, data) if content[:2] == b"PK" else spoiled(content, data)
    taken(one, content)


def spoiled(content: bytes, data) -> bytes:
    """Return it with some bytes cut out, and others put in their place."""
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        length = data.draw(st.sampled_from([0, 1, 2, 9, 80, len(content)]))
        content = content[:at] + data.draw(ODD) + content[at + length :]
    return content


def zipped_again(content: bytes, data) -> bytes:
    """Return an archive of which one file is spoiled, or its own bytes are."""
    if data.draw(st.booleans()):
        return spoiled(content, data)
    before, sink = zipfile.ZipFile(BytesIO(content)), BytesIO()
    victim = data.draw(st.sampled_from(before.namelist()))
    with zipfile.ZipFile(sink, "w") as again:
        for name in before.namelist():
            said = before.read(name)
            again.writestr(name, spoiled(said, data) if name == victim else said)
    return sink.getvalue()


def test_what_grows_when_it_is_unpacked_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 10_000)
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as bomb:
        for ending in ("txt", "ann", "conll", "jsonl"):
            bomb.writestr(f"bomb.{ending}", "a" * 3_000)
    archives = [one for one in READ if one.ending == ".zip"]
    assert archives
    for one in archives:
        with pytest.raises(FormatRefused, match="Unpacked it has more than"):
            list(one.read("file.zip", sink.getvalue()))


def test_a_path_in_an_archive_is_a_name_and_no_more():
    paths = [
        "",
        ".",
        "/",
        "//a",
        "a//b",
        "..\\x",
        "../../etc/x",
        "a/" * 20_000 + "b",
        "\x00",
        "%2E%2E/x",
    ]
    for one in (one for one in READ if one.ending == ".zip"):
        sink = BytesIO()
        with zipfile.ZipFile(sink, "w") as found:
            for path in paths:
                for ending in (".ann", ".txt", ".conll", ".jsonl", ""):
                    found.writestr(zipfile.ZipInfo(path + ending), "T1\tA 0 1\tT\n")
        taken(one, sink.getvalue())
