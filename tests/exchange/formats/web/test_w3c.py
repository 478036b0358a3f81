"""What files of web annotations by others hold beside a quote and a tag is read, or told."""

import json

import pytest
from django.core.management import call_command

from annotator.annotations.models import Annotation
from annotator.exchange.formats.document import FormatMark
from annotator.exchange.formats.format import FormatRefused, NotTaken
from annotator.exchange.formats.web.w3c import W3C
from articles.models import Article

PAGE = "https://outlet.example/story"
KASUR = {"type": "TextQuoteSelector", "exact": "Kasur"}
FIRST_FIVE = {"type": "TextPositionSelector", "start": 0, "end": 5}


def annotation(selector=KASUR, **more):
    return {
        "type": "Annotation", "creator": "ada", "motivation": "tagging",
        "body": {"type": "TextualBody", "purpose": "tagging", "value": "entity-place"},
        "target": {"source": PAGE, "selector": selector} if selector else PAGE, **more,
    }  # fmt: skip


def read(value) -> tuple[list[FormatMark], list[str]]:
    context = {"@context": "http://www.w3.org/ns/anno.jsonld"}
    found = list(W3C.read("theirs.jsonld", json.dumps({**context, **value}).encode()))
    marks = [mark for one in found if hasattr(one, "marks") for mark in one.marks]
    return marks, [str(one) for one in found if isinstance(one, NotTaken)]


def test_what_is_read_is_told_nothing_of():
    marks, told = read(annotation([KASUR, {"type": "XPathSelector", "value": "/p"}]))
    assert [(mark.label, mark.quote, mark.annotator) for mark in marks] == [
        ("entity-place", "Kasur", "ada")
    ]
    assert told == []


@pytest.mark.parametrize(
    "more",
    [
        {"rights": "CC-BY"},
        {"audience": {"id": "x"}},
        {"via": "https://x.example"},
        {"schema:confidence": 0.3},
        {"annotator:colour": "red"},
        {"motivation": ["tagging", "questioning"]},
        {"creator": ["ada", "bo"]},
        {"body": {"type": "TextualBody", "value": "x", "purpose": "tagging", "language": "ur"}},
        {"body": [{"type": "TextualBody", "value": "x", "purpose": "linking"}]},
        {"body": [{"type": "Choice", "items": []}]},
        {"body": [{"source": "http://www.wikidata.org/entity/Q1"}, {"source": "http://www.wikidata.org/entity/Q2"}]},
        {"body": [3]},
        {"target": {"source": PAGE, "selector": KASUR, "state": {"type": "TimeState"}}},
        {"target": {"source": PAGE, "selector": {**KASUR, "colour": "red"}}},
    ],
    ids=lambda more: json.dumps(more)[:50],
)  # fmt: skip
def test_what_an_annotation_says_beside_is_told_once_with_how_often(more):
    marks, told = read({"type": "AnnotationPage", "items": [annotation(**more)] * 3})
    assert {mark.quote for mark in marks} == {"Kasur"}
    assert len(told) == 1
    assert told[0].startswith("theirs.jsonld, annotation 1, and 2 more: ")


@pytest.mark.parametrize(
    ("selector", "why"),
    [
        ({**KASUR, "refinedBy": FIRST_FIVE}, "a TextQuoteSelector that another refines"),
        ({"type": "XPathSelector", "value": "/p", "refinedBy": KASUR}, "XPathSelector"),
        ("https://outlet.example/selector", "the address of a selector"),
        ({"type": "TextQuoteSelector", "exact": ""}, "an empty selector"),
    ],
)
def test_what_points_to_a_part_of_words_is_never_all_of_them(selector, why):
    marks, told = read(annotation(selector))
    assert marks == []
    assert len(told) == 1
    assert told[0].startswith("theirs.jsonld, annotation 1: It is placed by ")
    assert why in told[0]


def test_a_selector_without_refinement_beside_is_enough():
    marks, told = read(annotation([{**KASUR, "refinedBy": FIRST_FIVE}, FIRST_FIVE]))
    assert [mark.span for mark in marks] == [(0, 5)]
    assert len(told) == 1  # of the position


def test_a_comment_is_a_note_where_the_annotation_says_that_it_comments():
    [mark], told = read(annotation(motivation="commenting", body={"type": "TextualBody", "value": "Look"}))  # fmt: skip
    assert (mark.label, dict(mark.details), told) == ("(no tag)", {"note": "Look"}, [])


@pytest.mark.parametrize(
    "collection",
    [
        {"total": 250, "first": {"type": "AnnotationPage", "items": [annotation()]}},
        {"first": {"items": [annotation()], "next": "https://x.example/2"}},
        {"items": [annotation()], "next": "https://x.example/2"},
        {"items": [annotation()], "partOf": {"total": 250}},
        {"items": [annotation()], "prev": "https://x.example/1"},
    ],
)
def test_pages_that_are_not_in_the_file_are_told(collection):
    marks, told = read({"type": "AnnotationCollection", **collection})
    assert len(marks) == 1
    assert len(told) == 1
    assert "Other pages of the collection are not in the file: it has 1" in told[0]


def test_what_a_whole_collection_says_is_told():
    _, told = read({"total": 1, "label": "Mine", "items": [annotation()]})
    assert told == ["theirs.jsonld: “label” is not read."]
    with pytest.raises(FormatRefused, match="Import that page"):
        read({"type": "AnnotationCollection", "first": "https://x.example/1"})


def test_several_things_in_one_target_are_none():
    marks, told = read(annotation(target={"type": "Composite", "items": [PAGE, PAGE]}))
    assert marks == []
    assert told == ["theirs.jsonld, annotation 1: It is about several things in one target (Composite)."]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "end", "stands"), [(4, 9, True), (4, 10**6, False)])
def test_a_position_alone_is_one_in_the_article(
    start, end, stands, story, ada, article, reading, labels, tmp_path, capsys
):
    Article.objects.filter(pk=article.pk).update(url=PAGE)
    file = tmp_path / "theirs.jsonld"
    selector = {"type": "TextPositionSelector", "start": start, "end": end}
    context = {"@context": "http://www.w3.org/ns/anno.jsonld"}
    file.write_text(json.dumps({**context, **annotation(selector)}))
    call_command("import_format", file, story=story.slug)
    made = [(one.start, one.end, one.quote) for one in Annotation.objects.all()]
    told = capsys.readouterr().err
    assert made == ([(4, 9, article.text[4:9])] if stands else [])
    assert "the position is taken as it is" in told
    assert ("It stands at 4 to 1,000,000 of" in told) is not stands


def test_a_position_that_is_none_is_wrong():
    content = json.dumps(annotation({"type": "TextPositionSelector", "start": 9, "end": 9}))
    told = [str(one) for one in W3C.read("theirs.jsonld", content.encode())]
    assert "9 to 9 is no place in the text. Correct its position selector." in told[0]
