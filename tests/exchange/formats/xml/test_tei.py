"""TEI as others write it, by hand after the guidelines."""

import pytest

from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.format import FormatProblem, FormatRefused, NotTaken
from annotator.exchange.formats.xml.tei import TEI
from tests.exchange.formats.documents import written

HEADER = """<teiHeader><fileDesc><titleStmt><title>A
   long title</title></titleStmt><publicationStmt><publisher>Some archive</publisher></publicationStmt>
  <sourceDesc><bibl><author>A. Writer</author><publisher>The Post</publisher><date when="2022-02-24">24 Feb</date>
  <ref target="https://post.example/1">here</ref></bibl></sourceDesc></fileDesc>
  <profileDesc><langUsage><language ident="de">German</language></langUsage></profileDesc></teiHeader>"""
INLINE = """
  <head>Line <hi>breaks</hi></head>
  <p>  <persName ref="https://www.wikidata.org/wiki/Q42">Ada
      🎉 Lovelace</persName>, in <placeName ref="#rome">Rome </placeName>said<lb/> <said who="#ada">it <q>leaks</q></said><note>Not so.</note>.</p>
  <p/><p>On <date when="1999">the day</date> <name type="ship">Beagle</name><!-- gone --> left<name/><seg>.</seg></p>
"""


def tei(body, beside="", header=HEADER, attributes=""):
    return (
        f'<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0">{header}{beside}'
        f"<text {attributes}><body>{body}</body></text></TEI>"
    ).encode()


def read(content, name="f.xml"):
    found = list(TEI.read(name, content))
    return [one for one in found if isinstance(one, FormatDocument)], [str(one) for one in found if isinstance(one, NotTaken)], [str(one) for one in found if isinstance(one, FormatProblem)]  # fmt: skip


def test_names_dates_and_quotations_inside_of_a_text_become_highlights():
    places = """<standOff><listPlace><place xml:id="rome"><placeName>Roma</placeName><idno type="Wikidata">Q220</idno></place></listPlace>
      <listEvent><event xml:id="e"><label>x</label></event></listEvent></standOff>"""
    (document,), told, problems = read(tei(INLINE, places))
    assert (
        document.text
        == "Line breaks\nAda 🎉 Lovelace, in Rome said\nit leaks.\nOn the day Beagle left."
    )
    assert all(document.text[m.start : m.end] == m.quote for m in document.marks)
    assert [(m.label, m.quote, m.details) for m in document.marks] == [
        ("persName", "Ada 🎉 Lovelace", {"entity_wikidata": "Q42"}),
        ("placeName", "Rome", {"entity_name": "Roma", "entity_wikidata": "Q220"}),
        ("said", "it leaks", {}),
        ("q", "leaks", {}),
        ("date", "the day", {}),
        ("name:ship", "Beagle", {}),
    ]
    assert document.about() == {
        "source": "The Post", "title": "A long title", "byline": "A. Writer", "url": "https://post.example/1",
        "language": "de", "published_on": "2022-02-24",
    }  # fmt: skip
    assert not problems
    for each in (
        "notes (1)",
        "who of <said> (1)",
        "when of <date> (1)",
        "<name> without a text (1)",
        "<listEvent>",
    ):
        assert any(each in line for line in told), each
    assert len(told) == 5


def test_annotations_that_stand_off_point_to_ranges_and_to_elements():
    beside = """<standOff><listAnnotation>
      <annotation xml:id="one" target="#string-range(t, 4, 2)" ana="#claim"><respStmt xml:id="f"><resp>creator</resp><persName>Fred</persName></respStmt><note>Why?</note></annotation>
      <annotation xml:id="two" target="#p2"/></listAnnotation>
      <spanGrp type="chunk"><span from="#w1" to="#w2">two words</span></spanGrp></standOff>"""
    body = '<ab xml:id="t" xml:space="preserve"> 🎉  \n x y</ab><p xml:id="p2">The <w xml:id="w1">second</w> <w xml:id="w2">one</w></p>'
    (document,), _, problems = read(tei(body, beside))
    assert document.text == " 🎉  \n x y\nThe second one"
    assert not problems
    assert [(m.label, m.quote, m.annotator, m.details) for m in document.marks] == [
        ("claim", "\n ", "Fred", {"note": "Why?"}),
        ("annotation", "The second one", "", {}),
        ("chunk", "second one", "", {"note": "two words"}),
    ]


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("#string-range(t,1,9)", "behind the end"),
        ("#string-range(u,0,1)", "leads to nothing"),
        ("#string-range(p,0,1)", "blanks are not kept"),
        ("#nowhere", "leads to nothing"),
    ],
)
def test_pointers_that_lead_nowhere_are_told(target, says):
    beside = f'<standOff><annotation xml:id="one" target="{target}" ana="#x"/></standOff>'
    body = '<ab xml:id="t" xml:space="preserve">abc</ab><p xml:id="p">d  e</p>'
    _, _, problems = read(tei(body, beside))
    assert [says in problem for problem in problems] == [True]


def test_a_corpus_gives_a_document_a_text_and_other_xml_is_refused():
    inside = tei("<p>One.</p>").decode().partition("?>")[2]
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{HEADER}{inside}{inside}</teiCorpus>'
    documents, _, _ = read(corpus.encode())
    assert [document.name for document in documents] == ["f", "f (2)"]
    for wrong in (
        b"<TEI/>",
        b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
        b"",
        b"<TEI",
        tei("<p>x</q>"),
    ):
        with pytest.raises(FormatRefused):
            read(wrong)
    with pytest.raises(FormatRefused, match="document type"):
        read(
            b'<?xml version="1.0"?><!-- a --><!DOCTYPE TEI [<!ENTITY a "b">]>'
            + tei("&a;").partition(b"?>")[2]
        )


def test_what_xml_cannot_hold_moves_nothing():
    text = "a\ufffeb\uffffc"
    document = FormatDocument(
        "1-a", text, [FormatMark("entity-person", 4, 5, "c", id="x")], title="A"
    )
    (back,), _, problems = read(written(TEI, [document]), "f.zip")
    assert back.text == "a\ufffdb\ufffdc"
    assert [mark.quote for mark in back.marks] == ["c"]
    assert not problems
