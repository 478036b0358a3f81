"""Whatever a reader does not take of a file of others is told, and of what it takes nothing is."""

import io
import json
import zipfile

import pytest

from annotator.exchange.formats.format import FormatProblem, NotTaken
from annotator.exchange.formats.registry import format_named

TEXT = "Ka reads it."
SPAN = {"start": 0, "end": 2}
NAME = {**SPAN, "label": "PER"}
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>{}</p></body></text></TEI>'
)


def of_label_studio(region=(), annotation=(), **task):
    value = {"type": "labels", "value": {**SPAN, "text": "Ka", "labels": ["PER"]}, **dict(region)}
    made = {"completed_by": {"email": "ada"}, "result": [value], **dict(annotation)}
    return json.dumps([{"data": {"text": TEXT}, "annotations": [made], **task}])


def of_prodigy(span=(), **line):
    return json.dumps({"text": TEXT, "spans": [{**NAME, **dict(span)}], "answer": "accept", **line})


def of_spacy(**line):
    return json.dumps({"text": TEXT, "ents": [NAME], **line})


def of_doccano(**line):
    return json.dumps({"text": TEXT, "label": [[0, 2, "PER"]], **line})


def of_tei(words='<persName ref="https://www.wikidata.org/entity/Q42">Ka</persName> reads it.'):
    return TEI.format(words)


def of_conll(*rows):
    return "\n".join(("-DOCSTART- -X- O O", "", *(rows or ("Ka B-PER", "reads O")), ""))


def of_brat(*lines):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("ada/a.txt", TEXT)
        archive.writestr("ada/a.ann", "\n".join(("T1\tPER 0 2\tKa", *lines, "")))
    return packed.getvalue()


def of_review(claim=(), rating=(), page=(), **review):
    appearance = {"@type": "NewsArticle", "url": "https://outlet.example/1", **dict(page)}
    item = {"@type": "Claim", "appearance": [appearance], **dict(claim)}
    rated = {"@type": "Rating", "alternateName": "False", **dict(rating)}
    told = {"claimReviewed": "It is so.", "author": {"name": "ada"}, "reviewRating": rated}
    context = {"@context": "https://schema.org", "@type": "ClaimReview"}
    return json.dumps({**context, **told, "itemReviewed": item, **review})


def of_ninjs(**item):
    return json.dumps({"uri": "urn:1", "headline": "Ka", "body_text": TEXT, **item})


def of_refi_qda(inside="", description=""):
    code = '<Code guid="c1" name="PER" isCodable="true"/>'
    coding = '<Coding guid="k1"><CodeRef targetGUID="c1"/></Coding>'
    span = '<PlainTextSelection guid="x1" name="Ka" startPosition="0" endPosition="2">'
    return (
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="p"><CodeBook><Codes>{code}</Codes>'
        f'</CodeBook><Sources><TextSource guid="s1" name="T"><PlainTextContent>{TEXT}'
        f"</PlainTextContent>{span}{coding}</PlainTextSelection>{inside}</TextSource></Sources>"
        f"{description}</Project>"
    )


PLAIN = {
    "refi-qda": of_refi_qda,
    "label-studio": of_label_studio,
    "prodigy": of_prodigy,
    "spacy": of_spacy,
    "doccano": of_doccano,
    "tei": of_tei,
    "conll": of_conll,
    "brat": of_brat,
    "claim-review": of_review,
    "ninjs": of_ninjs,
}
UNREAD = [
    ("label-studio", of_label_studio(drafts=[{"result": [{}, {}]}]), "Drafts, which nobody"),
    ("label-studio", of_label_studio(comments=[{"text": "look"}]), "Comments are not read"),
    ("label-studio", of_label_studio(meta={"a": 1}), "“meta” of a task"),
    ("label-studio", of_label_studio(predictions=[{"result": []}]), "Predictions are not read"),
    ("label-studio", of_label_studio(annotation={"reviews": [1]}), "“reviews” of an annotation"),
    ("label-studio", of_label_studio(annotation={"created_at": "2022"}), "When annotations were"),
    ("label-studio", of_label_studio(region={"score": 0.3}), "“score” of a region"),
    ("label-studio", of_label_studio(region={"meta": {"lead": "x"}}), "“lead” of the meta"),
    ("prodigy", of_prodigy(label="ORG"), "The label of a line that has spans beside"),
    ("prodigy", of_prodigy(span={"kb": "Q1"}), "“kb” of a span"),
    ("prodigy", of_prodigy(meta={"page": 1}), "“meta” is not read"),
    ("spacy", of_spacy(tokens=[{"id": 0, **SPAN, "tag": "NN"}]), "“tag” of a token"),
    ("spacy", of_spacy(tokens=[{"id": 0, **SPAN, "lemma": "x"}]), "“lemma” of a token"),
    ("spacy", of_spacy(tokens=[{"id": 0, **SPAN, "dep": "nsubj"}]), "“dep” of a token"),
    ("spacy", of_spacy(sents=[{"start": 0, "end": 12}]), "Where sentences begin"),
    ("spacy", of_spacy(cats={"A": 0.4}), "below 0.5"),
    ("spacy", of_spacy(spans={"persons": [NAME]}), "the group “persons”"),
    ("doccano", of_doccano(label=[[0, 2, "PER", 0.4]]), "in a label behind its name"),
    ("doccano", of_doccano(meta={"a": 1}), "“meta” is not read"),
    ("doccano", of_doccano(Comments=["x"]), "Comments on a text"),
    (
        "doccano",
        of_doccano(label=[], entities=[{"label": "PER", "start_offset": 0, "end_offset": 2, "p": 1}]),
        "“p” of a label",
    ),
    (
        "doccano",
        of_doccano(
            label=[],
            annotations=[
                {"label": "PER", "start_offset": 0, "end_offset": 2, "user": who} for who in (1, 2)
            ],
        ),
        "by several annotators",
    ),
    ("tei", of_tei('<seg ana="#x">Ka</seg> reads it.'), "ana of <seg>"),
    ("tei", of_tei('<seg type="claim">Ka</seg> reads it.'), "type of <seg>"),
    ("tei", of_tei('<w lemma="read">Ka</w> reads it.'), "lemma of <w>"),
    ("tei", of_tei('<persName ana="#x">Ka</persName> reads it.'), "ana of <persName>"),
    ("tei", of_tei('<persName type="writer">Ka</persName> reads it.'), "type of <persName>"),
    ("tei", of_tei('<title ref="https://x.example">Ka</title> reads it.'), "ref of <title>"),
    ("tei", of_tei('<seg><ab corresp="#b">Ka</ab></seg> reads it.'), "corresp of <ab>"),
    (
        "tei",
        of_tei(
            '<persName ref="https://www.wikidata.org/entity/Q1 https://www.wikidata.org/entity/Q2">'
            "Ka</persName> reads it."
        ),
        "references beside the first",
    ),
    ("conll", of_conll("Ka NNP B-PER", "reads VB O"), "Columns between"),
    ("conll", of_conll("# sent_id = 1", "Ka B-PER", "reads O"), "Comments (#)"),
    ("brat", of_brat("R1\tKnows Arg1:T1 Arg2:T1"), "Relations (R)"),
    ("brat", of_brat("N1\tReference T1 Wikidata:Q1\tKa", "N2\tReference T1 Wikidata:Q2\tKa"), "second number"),
    ("brat", of_brat("A1\tmodality T1 denied", "A2\tmodality T1 asserted"), "the last is read"),
    ("claim-review", of_review(claim={"author": {"name": "Omar"}}), "“author” of what is reviewed"),
    ("claim-review", of_review(rating={"author": {"name": "x"}}), "“author” of a rating"),
    ("claim-review", of_review(page={"author": {"name": "x"}}), "“author” of an appearance"),
    ("claim-review", of_review(keywords="x"), "“keywords” of a review"),
    (
        "claim-review",
        of_review(rating={"ratingExplanation": "So."}, reviewBody="Long."),
        "beside the explanation",
    ),
    (
        "refi-qda",
        of_refi_qda(description="<Description>Why we read.</Description>"),
        "what the project is described by",
    ),
    ("refi-qda", of_refi_qda('<NoteRef targetGUID="n1"/>'), "notes on a whole text"),
    ("ninjs", of_ninjs(headlines=[{"role": "main", "value": "Ka"}, {"value": "B"}]), "headlines"),
    ("ninjs", of_ninjs(priority=3), "“priority” is not read"),
]  # fmt: skip


def told_of(name, content) -> list[str]:
    one = format_named(name)
    ending = ".zip" if isinstance(content, bytes) else one.ending.replace(".zip", ".txt")
    given = content if isinstance(content, bytes) else content.encode()
    found = list(one.read(f"file{ending}", given))
    assert not [item for item in found if isinstance(item, FormatProblem)]
    assert [item for item in found if hasattr(item, "marks")]
    return [str(item) for item in found if isinstance(item, NotTaken)]


@pytest.mark.parametrize(("name", "content", "told"), UNREAD, ids=lambda each: str(each)[:30])
def test_what_is_not_read_is_told_once(name, content, told):
    assert [told in each for each in told_of(name, content) if told in each] == [True]


@pytest.mark.parametrize("name", PLAIN)
def test_a_file_that_is_read_whole_tells_nothing(name):
    told = told_of(name, PLAIN[name]())
    # A file of columns without offsets has no text of its own, which is told.
    assert [each for each in told if "has no text of its own" not in each] == []
