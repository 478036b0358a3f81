"""CAS of other programs of UIMA, by hand after its references; dkpro-cassis reads what we write."""

import io
import json
import zipfile

import pytest
from cassis import load_cas_from_json, load_cas_from_xmi, load_typesystem

from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.format import FormatRefused, NotTaken
from annotator.exchange.formats.xml.cas import CAS_JSON, CAS_XMI
from tests.exchange.formats.documents import written

ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
TYPES = {
    ENTITY: ("uima.tcas.Annotation", ["value", "identifier"]),
    "webanno.custom.Claim": ("uima.tcas.Annotation", ["Strength"]),
    SENTENCE: ("uima.tcas.Annotation", []),
}
TEXT = "🎉 Omar says\nit 🎉 leaks"
# In UTF-16 units: the emoji has two.
MARKS = [
    (ENTITY, 3, 7, {"value": "PER", "identifier": "http://www.wikidata.org/entity/Q42"}),
    ("webanno.custom.Claim", 3, 24, {"Strength": "firm"}),
    (SENTENCE, 0, 24, {}),
]


def archive(files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as opened:
        for name, inside in files.items():
            opened.writestr(name, inside)
    return content.getvalue()


def description(types=TYPES):
    def one(name, above, features):
        inside = "".join(
            f"<featureDescription><name>{each}</name><description/><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>"
            for each in features
        )
        return f"<typeDescription><name>{name}</name><description/><supertypeName>{above}</supertypeName><features>{inside}</features></typeDescription>"

    told = "".join(one(name, *said) for name, said in types.items())
    return f'<?xml version="1.0"?><typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>{told}</types></typeSystemDescription>'


def xmi(marks=MARKS):
    prefixes = {name.rpartition(".")[0]: f"n{n}" for n, name in enumerate(TYPES)}
    spaces = "".join(f' xmlns:{short}="http:///{name.replace(".", "/")}.ecore"' for name, short in prefixes.items())  # fmt: skip
    inside = "".join(
        f'<{prefixes[kind.rpartition(".")[0]]}:{kind.rpartition(".")[2]} xmi:id="{n}" sofa="1" begin="{begin}" end="{end}" '
        + " ".join(f'{name}="{value}"' for name, value in said.items()) + "/>"
        for n, (kind, begin, end, said) in enumerate(marks, 10)
    )  # fmt: skip
    text = TEXT.replace("\n", "&#10;")
    return f"""<?xml version="1.0"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"{spaces} xmi:version="2.0">
      <cas:NULL xmi:id="0"/>{inside}<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="{text}"/>
      <cas:View sofa="1" members="{" ".join(str(n) for n in range(10, 10 + len(marks)))}"/></xmi:XMI>"""


def as_json(marks=MARKS):
    types = {
        name: {"%NAME": name, "%SUPER_TYPE": above} | {f: {"%NAME": f, "%RANGE": "uima.cas.String"} for f in features}
        for name, (above, features) in TYPES.items()
    }  # fmt: skip
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text", "sofaString": TEXT}  # fmt: skip
    found = [
        {"%ID": n, "%TYPE": kind, "@sofa": 1, "begin": begin, "end": end, **said}
        for n, (kind, begin, end, said) in enumerate(marks, 10)
    ]
    views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": [one["%ID"] for one in found]}}
    return {"%TYPES": types, "%FEATURE_STRUCTURES": [sofa, *found], "%VIEWS": views}


def of_both(marks=MARKS):
    """Return both formats, each with a file of these annotations."""
    return [
        (CAS_XMI, archive({"a.xmi": xmi(marks), "TypeSystem.xml": description()})),
        (CAS_JSON, json.dumps(as_json(marks)).encode()),
    ]


@pytest.mark.parametrize("at", [0, 1], ids=["xmi", "json"])
def test_annotations_of_others_become_highlights_counted_in_utf_16(at):
    one, content = of_both()[at]
    document, *told = one.read("a.json", content)
    assert (document.name, document.text) == ("a", TEXT)
    assert [(m.label, m.start, m.quote, m.details) for m in document.marks] == [
        ("PER", 2, "Omar", {"entity_wikidata": "Q42"}),
        ("Claim", 2, "Omar says\nit 🎉 leaks", {}),
    ]
    assert all(isinstance(one, NotTaken) for one in told)
    assert sorted(one.message for one in told) == ["Not read: Sentence (1).", "Not read: Strength of Claim (1)."]  # fmt: skip
    assert one.recognises("a", content)


@pytest.mark.parametrize("at", [0, 1], ids=["xmi", "json"])
def test_a_label_beside_a_value_is_told(at, monkeypatch):
    monkeypatch.setitem(TYPES, ENTITY, ("uima.tcas.Annotation", ["value", "label"]))
    one, content = of_both([(ENTITY, 3, 7, {"value": "PER", "label": "writer"})])[at]
    document, *told = one.read("a.json", content)
    assert [mark.label for mark in document.marks] == ["PER"]
    assert [each.message for each in told] == [
        "Not read: label of NamedEntity, beside its value (1)."
    ]


@pytest.mark.parametrize("at", [0, 1], ids=["xmi", "json"])
@pytest.mark.parametrize("begin", [1, 99])  # inside of the emoji, behind the end
def test_an_offset_that_is_no_place_is_refused(at, begin):
    one, content = of_both([(ENTITY, begin, 120, {})])[at]
    with pytest.raises(FormatRefused, match="UTF-16"):
        list(one.read("a.json", content))


@pytest.mark.parametrize("name", ["x=print(1)", "a b", "x\ny", "x):0;(y", "", "class"])
def test_names_of_which_code_would_be_made_are_refused(name):
    types = {"a.B": ("uima.tcas.Annotation", [name])}
    content = archive({"a.xmi": xmi([]), "TypeSystem.xml": description(types)})
    with pytest.raises(FormatRefused, match=r"cannot be the name|word of Python"):
        list(CAS_XMI.read("a.zip", content))
    said = as_json([])
    said["%TYPES"]["a.B"] = {"%NAME": "a.B", "%SUPER_TYPE": "uima.tcas.Annotation", name: {"%NAME": name, "%RANGE": "uima.cas.String"}}  # fmt: skip
    with pytest.raises(FormatRefused, match=r"cannot be the name|word of Python"):
        list(CAS_JSON.read("a.json", json.dumps(said).encode()))


def test_xmi_without_its_types_is_refused_and_json_without_its_text_is_told():
    with pytest.raises(FormatRefused, match="type system"):
        list(CAS_XMI.read("a.xmi", xmi().encode()))
    said = as_json([])
    del said["%FEATURE_STRUCTURES"][0]["sofaString"]
    assert [str(one) for one in CAS_JSON.read("a.json", json.dumps(said).encode())] == ["a.json: It has no text (sofaString)."]  # fmt: skip


def test_dkpro_cassis_finds_the_words_of_what_is_written():
    mark = FormatMark("entity-person", 2, 6, "Omar", annotator="ada", id="x", details={"note": "a\n\tb"})  # fmt: skip
    document = FormatDocument("1-a", TEXT, [mark], source="Post", title="A 🎉 title", language="en")
    with zipfile.ZipFile(io.BytesIO(written(CAS_XMI, [document]))) as opened:
        types = load_typesystem(io.BytesIO(opened.read("TypeSystem.xml")))
        first = load_cas_from_xmi(io.BytesIO(opened.read("1-a.xmi")), typesystem=types)
        assert b'begin="3" end="7"' in opened.read("1-a.xmi")
    with zipfile.ZipFile(io.BytesIO(written(CAS_JSON, [document]))) as opened:
        second = load_cas_from_json(opened.read("1-a.json").decode())
    for analysis in (first, second):
        (found,) = analysis.select("annotator.Mark")
        assert (found.get_covered_text(), found.label, found.note) == ("Omar", "entity-person", "a\n\tb")  # fmt: skip
        assert analysis.document_language == "en"


def test_without_dkpro_cassis_the_formats_say_that_they_are_missing(monkeypatch):
    assert not CAS_XMI.missing()
    monkeypatch.setattr("annotator.exchange.formats.xml.cas.find_spec", lambda name: None)
    assert CAS_XMI.missing()
    assert CAS_JSON.missing()
