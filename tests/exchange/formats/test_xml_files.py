"""XML that comes in is bounded, and what is written is read back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.formats.format import FormatRefused
from annotator.exchange.formats.xml_files import (
    DECLARATION,
    on_one_line,
    parsed,
    tag,
)
from articles.xml_text import xml_plain, xml_text

DOCTYPE = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'


@given(text=st.text(st.characters(codec="utf-16", exclude_categories=["Cs"])))
def test_any_text_comes_back_but_for_what_xml_cannot_hold(text):
    written = DECLARATION + tag("a", {"b": text}, tag("c", {}, xml_text(text)))
    root = parsed("f.xml", written.encode())
    assert root.get("b") == xml_plain(text)
    assert "".join(root.itertext()) == xml_plain(text)
    assert len(xml_plain(text)) == len(text)


@pytest.mark.parametrize(
    "content",
    [
        f"{DOCTYPE}<a>&c;</a>",
        f'<?xml version="1.0"?>\n<!-- a --> \n{DOCTYPE}<a b="&c;"/>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<?xml version="1.0"?>' + DOCTYPE.lower() + "<a/>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_document_type_is_refused(content, encoding):
    with pytest.raises(FormatRefused, match="document type"):
        parsed("f.xml", content.encode(encoding))


def test_a_word_that_looks_like_a_document_type_is_none():
    assert parsed("f.xml", b"<a><!-- <!DOCTYPE a> -->x<![CDATA[<!DOCTYPE a>]]></a>").text == "x<!DOCTYPE a>"  # fmt: skip


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no XML"),
        (b"<a>\n\n<b></a>", "line 3: This is no XML"),
        (b"<a>" * 201 + b"</a>" * 201, "nested too deeply"),
        (b"<a>" * 99_999, "This is no XML"),
        (b'<a b="1" b="2"/>', "no XML"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "no XML"),
        (b"<a>\x00</a>", "no XML"),
        (b"<a>\xff</a>", "no XML"),
    ],
)
def test_what_is_no_xml_is_refused_with_its_line(content, says):
    with pytest.raises(FormatRefused, match=says):
        parsed("f.xml", content)


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("annotator.exchange.formats.xml_files.MOST_BYTES", 10)
    assert parsed("f.xml", b"<a>x</a>").text == "x"
    with pytest.raises(FormatRefused, match="in parts"):
        parsed("f.xml", b"<a>xxxx</a>")


def test_lines_that_a_program_broke_are_one():
    assert on_one_line("\n  A long \n\n\t title\n") == "A long title"
    assert on_one_line("  as it\tstands ") == "  as it\tstands "
