"""ninjs, versions 1 to 3, written by hand after IPTC's schemas."""

import json

import pytest

from annotator.exchange.formats.document import FormatDocument
from annotator.exchange.formats.format import FormatRefused, NotTaken
from annotator.exchange.formats.web.ninjs import NINJS, read

ONE = {
    "uri": "urn:wire:1", "type": "text", "language": "en_GB", "versioncreated": "2024-03-04T23:30:00-05:00",
    "byline": "By  Ann Other", "headline": "Bridge closed", "body_text": "First. Second.",
    "body_xhtml": "<div><p>First &amp; foremost, the b<b>ri</b>dge is closed 🎉.</p><script>x()</script><p>Second.</p></div>",
    "person": [{"name": "A. Other", "uri": "http://www.wikidata.org/entity/Q1"}], "subject": [{"name": "traffic"}],
    "copyrightholder": "The Wire", "altids": {"web": "https://wire.example/1"}, "urgency": 4,
}  # fmt: skip
THREE = {
    "uri": "https://wire.example/3", "standard": {"name": "ninjs", "version": "3.0"}, "versionCreated": "2024-03-05T01:00:00Z",
    "by": "Bo Other", "language": "ur",
    "headlines": [{"role": "short", "value": "Bridge"}, {"role": "main", "value": "پل بند"}],
    "bodies": [
        {"role": "short", "contentType": "text/html", "value": "<p>Short.</p>"},
        {"role": "main", "contentType": "application/xhtml+xml", "value": "<p>پل بند ہے۔</p><p>دوسرا۔</p>"},
        {"role": "plain", "contentType": "text/plain", "value": "plain"},
    ],
    "infoSources": [{"name": "Desk of the Wire"}], "associations": [{"uri": "urn:picture"}], "people": [{"name": "C"}],
}  # fmt: skip


def found(value, name="wire.json"):
    items = list(read(name, json.dumps(value).encode()))
    return [one for one in items if isinstance(one, FormatDocument)], [
        str(one) for one in items if isinstance(one, NotTaken)
    ]


def test_version_1_is_read_with_its_paragraphs():
    [document], told = found(ONE)
    assert document.text == "Bridge closed\nFirst & foremost, the bridge is closed 🎉.\nSecond."
    assert document.about() == {
        "source": "The Wire", "title": "Bridge closed", "byline": "By Ann Other",
        "url": "https://wire.example/1", "language": "en-GB", "published_on": "2024-03-04",
    }  # fmt: skip
    assert told == [
        "wire.json: Of several bodies one is read, with its paragraphs (1 in all).",
        "wire.json: Subjects, people, organisations, places and the like have no place in the text, and are not read (2 in all).",
        "wire.json: “urgency” is not read (1 in all).",
    ]


def test_version_3_takes_the_main_headline_and_body():
    [document], told = found(THREE)
    assert document.text == "پل بند\nپل بند ہے۔\nدوسرا۔"
    assert (document.source, document.byline, document.url) == (
        "Desk of the Wire", "Bo Other", "https://wire.example/3",
    )  # fmt: skip
    assert any("“associations”" in line for line in told)


def test_what_is_no_article_to_use_is_told():
    documents, told = found(
        {
            "items": [
                {**ONE, "pubstatus": "canceled"},
                {**ONE, "type": "picture"},
                {"uri": "urn:empty", "headline": "Only this"},
                {**THREE, "embargoedUntil": "2099-01-01T00:00:00Z"},
                THREE,
            ]
        }
    )
    assert [one.name for one in documents] == [
        "https://wire.example/3",
        "https://wire.example/3 (2)",
    ]
    assert told[:3] == [
        "wire.json, item 1: Its publisher has it canceled: it is not to be used.",
        "wire.json, item 3: It has no text.",
        "wire.json, item 4: It is under embargo until 2099-01-01T00:00:00Z, which nothing here keeps.",
    ]


def test_plain_text_stands_as_it_is():
    [document], _ = found({"uri": "urn:x", "headline": "A", "body_text": "A\n\nIt <b> is.\n"})
    assert document.text == "A\n\nIt <b> is.\n"


def test_it_is_recognised():
    assert NINJS.recognises("a.json", json.dumps(ONE).encode())
    assert not NINJS.recognises("a.json", b'{"uri": "x", "text": "y"}')


@pytest.mark.parametrize("value", [{"text": "x"}, 3, "uri", {"items": {}}, [3], {"items": [None]}])
def test_what_is_no_ninjs_is_refused(value):
    with pytest.raises(FormatRefused):
        found(value)
