"""A codebook as REFI-QDA: written, read back as it was, and anything else refused with a reason."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from annotator.vocabulary.codebook.qdc import (
    CODEBOOK,
    LARGEST_FILE,
    QdcBook,
    QdcCode,
    QdcRefused,
    read_qdc,
    write_qdc,
)
from annotator.vocabulary.codebook.qdc_labels import book_of, guid_of, labels_of, left_lines
from annotator.vocabulary.codebook.texts import CodebookText, LabelText

# What XML cannot hold, and CR, which every reader of XML turns into LF, are tried apart.
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40
)
LINES = st.lists(
    st.one_of(WORDS, st.sampled_from(["Example:", "\\Example:", "", "Counterexample:"]))
)
TEXT = LINES.map("\n".join).map(str.strip)
NAME = WORDS.map(lambda words: " ".join(words.split())).filter(bool)
OTHER = b"""<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Another program 23.4">
  <Codes>
    <Code guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294" name="Themes" color="#46AA00" isCodable="false">
      <Code guid="{2FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}" name="Cost &amp; delay" isCodable="true">
        <Description>What it costs.</Description>
        <Code guid="3FF58B12-6F6F-4B0C-8BE5-BBDC91F55294" name="Overrun" isCodable="true"/>
      </Code>
    </Code>
    <Code guid="4FF58B12-6F6F-4B0C-8BE5-BBDC91F55294" name="Entities" isCodable="false">
      <Code guid="5FF58B12-6F6F-4B0C-8BE5-BBDC91F55294" name="Person" isCodable="true"/>
    </Code>
    <Code guid="6FF58B12-6F6F-4B0C-8BE5-BBDC91F55294" name="Stance" isCodable="true">
      <Code guid="7FF58B12-6F6F-4B0C-8BE5-BBDC91F55294" name="Warm" isCodable="true"/>
    </Code>
  </Codes>
  <Sets><Set guid="8FF58B12-6F6F-4B0C-8BE5-BBDC91F55294" name="One"/></Sets>
</CodeBook>"""


def one(inner: str, head: str = "") -> bytes:
    return f'{head}<CodeBook xmlns="{CODEBOOK}"><Codes>{inner}</Codes></CodeBook>'.encode()


def code(name: str = "A", guid: object = None, codable: str = "true", inner: str = "") -> str:
    guid = guid or uuid4()
    return f'<Code guid="{guid}" name="{name}" isCodable="{codable}">{inner}</Code>'


@given(NAME, TEXT, TEXT, TEXT)
def test_labels_out_and_in_again_are_the_same(name, definition, example, counterexample):
    label = LabelText("claim-a", name[:60], None, definition, example, counterexample)
    stance = LabelText("stance-b", "B", -1, example)
    book = CodebookText(3, {one.slug: one for one in (label, stance)})
    read = labels_of(read_qdc(write_qdc(book_of(book))), book.labels)
    assert read.labels == (label, stance)
    assert read.left == ()


def test_it_is_written_as_the_standard_says():
    book = CodebookText(1, {"claim-a": LabelText("claim-a", "A <b> & \x00", None, "One.\ud800")})
    written = write_qdc(book_of(book, "9.9"))
    root = etree.fromstring(written)
    assert written.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    assert root.tag == f"{{{CODEBOOK}}}CodeBook"
    assert root.get("origin") == "Annotator 9.9"
    [kind] = root.find(f"{{{CODEBOOK}}}Codes")
    [label] = kind.findall(f"{{{CODEBOOK}}}Code")
    assert (kind.get("name"), kind.get("isCodable")) == ("Claim", "false")
    assert dict(label.attrib) == {
        "guid": str(guid_of("claim-a")).upper(), "name": "A <b> & �", "isCodable": "true",
        "color": "#2f6f9f",
    }  # fmt: skip
    assert label.findtext(f"{{{CODEBOOK}}}Description") == "One.�"


def test_a_guid_follows_from_the_slug_for_good():
    assert guid_of("claim-quantity") == UUID("cfd11924-6c97-51da-b63d-c34c5771acb4")


def test_a_codebook_of_another_program():
    known = {"entity-person": LabelText("entity-person", "Person", None, "A human being.")}
    read = labels_of(read_qdc(OTHER), known)
    assert [(label.slug, label.definition) for label in read.labels] == [
        ("claim-cost-delay", "What it costs."), ("claim-overrun", ""), ("entity-person", ""),
    ]  # fmt: skip
    told = " ".join(left_lines(read.left))
    for words in (
        "“Themes” does not",
        "beneath “Cost & delay”",
        "“Warm” does not",
        "1 set of codes",
        "The colours",
    ):
        assert words in told
    [entity, *_] = labels_of(read_qdc(OTHER), {}, kind="entity").labels
    assert entity.slug == "entity-cost-delay"


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "not XML"),
        (b"\x00\xff", "not XML"),
        (b"<CodeBook/>", "no REFI-QDA codebook"),
        (f'<Project xmlns="{CODEBOOK}"/>'.encode(), "begins with <Project>"),
        (f'<CodeBook xmlns="{CODEBOOK}"/>'.encode(), "no <Codes>"),
        (one(code(guid="12")), "the guid “12”"),
        (one(code(name="  ")), "has no name"),
        (one(code(codable="maybe")), "isCodable “maybe”"),
        (one(code(guid=(same := uuid4())) + code("B", same)), "have one guid"),
        (one("<Code" * 3), "not XML"),
        (one(code(), '<!DOCTYPE CodeBook [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "document type"),
        (one(f"<Code name='x' guid='{uuid4()}'>" * 30 + "</Code>" * 30), "deep"),
        (b"<a>" + b" " * LARGEST_FILE, "larger than 1024 KB"),
    ],
)  # fmt: skip
def test_what_is_no_codebook_is_refused_with_a_reason(data, words):
    with pytest.raises(QdcRefused) as refused:
        read_qdc(data)
    assert words in str(refused.value)


def test_an_entity_is_never_taken_in():
    """Neither a file of the machine nor a text that grows."""
    head = '<!DOCTYPE c [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    with pytest.raises(QdcRefused):
        read_qdc(one(code(inner="<Description>&b;</Description>"), head))


def test_plain_codes_go_out_and_in():
    book = QdcBook(
        (QdcCode(uuid4(), "One", False, "Two", "#0a0b0c", (QdcCode(uuid4(), "In"),)),), "x"
    )
    assert read_qdc(write_qdc(book)) == book
