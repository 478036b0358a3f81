"""brat's files, made by hand after its specification, and what we write of our own."""

import zipfile
from io import BytesIO

import pytest

from annotator.annotations.models import Approximator, Modality
from annotator.exchange.formats.document import FormatDocument, FormatMark, LabelEntry, Vocabulary
from annotator.exchange.formats.format import FormatProblem, FormatRefused, NotTaken
from annotator.exchange.formats.standoff.brat import BRAT
from annotator.exchange.formats.standoff.brat_words import ATTRIBUTES
from tests.exchange.formats.documents import written

TEXT = "🎉 Dr. Ayla Deniz met the north\nand south delegations in Izmir.\n"


def archive(**files: str) -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as found:
        for path, content in files.items():
            found.writestr(path.replace("__", "/").replace("_dot_", "."), content)
    return sink.getvalue()


def read(**files):
    found = list(BRAT.read("brat.zip", archive(**files)))
    documents = [item for item in found if isinstance(item, FormatDocument)]
    return documents, [item for item in found if not isinstance(item, FormatDocument)]


def marked(document):
    return {
        (m.label, m.quote, m.layer, m.annotator, tuple(m.details.items())) for m in document.marks
    }


def place(words):
    start = TEXT.index(words)
    return f"{start} {start + len(words)}"


ERIN = f"""T1\tPerson {place("Ayla Deniz")}\tAyla Deniz
N1\tReference T1 Wikidata:Q42\tDeniz, Ayla
N2\tReference T1 UMLS:C001\tDeniz
A1\tModality T2 predicted
A2\tNegation T2
#1\tAnnotatorNotes T1\tlooks right
T2\tMeeting {place("met")}\tmet
E1\tMeeting:T2 Who:T1
R1\tKnows Arg1:T1 Arg2:T3\t
*\tEquiv T1 T3
T3\tGroup {place("north")};{place("delegations")}\tnorth delegations
T4\tTeam {place("north")};{place("and south")}\tnorth and south
"""


def test_a_folder_of_each_annotator_comes_in_with_notes_names_and_attributes():
    documents, rest = read(
        corpus__erin__doc_dot_txt=TEXT,
        corpus__erin__doc_dot_ann=ERIN,
        corpus__gold__doc_dot_txt=TEXT,
        corpus__gold__doc_dot_ann=f"T1\tPerson {place('Ayla Deniz')}\tAyla Deniz\n",
        corpus__annotation_dot_conf="[entities]\n",
    )
    [document] = documents
    named = (("entity_wikidata", "Q42"), ("entity_name", "Deniz, Ayla"), ("note", "looks right"))
    assert document.text == TEXT
    assert document.name == "doc"
    assert marked(document) == {
        ("Person", "Ayla Deniz", "reading", "erin", named),
        ("Person", "Ayla Deniz", "gold", "", ()),
        ("Meeting", "met", "reading", "erin", (("modality", "predicted"),)),
        ("Group", "north", "reading", "erin", ()),
        ("Group", "delegations", "reading", "erin", ()),
        ("Team", "north\nand south", "reading", "erin", ()),
    }
    told = {item.message for item in rest}
    assert all(isinstance(item, NotTaken) for item in rest)
    assert told == {
        "Names by numbers of “UMLS” are not read: Wikidata's are (Q42).",
        "The attribute “Negation” is not read.",
        "Events (E) are not read.",
        "Relations (R) are not read.",
        "Equivalences (*) are not read.",
        "A mark of several pieces (discontinuous) became one highlight a piece.",
    }


def test_offsets_are_code_points_unless_the_words_say_that_they_are_units():
    start, end = place("Izmir").split()
    in_units = f"T1\tPlace {int(start) + 1} {int(end) + 1}\tIzmir\n"
    astray = "T2\tPlace 3 8\tIzmir\nT3\tPlace 0 4\tAnkara\n"
    [document], rest = read(a_dot_txt=TEXT, a_dot_ann=in_units + astray)
    assert [mark.span for mark in document.marks] == [(int(start), int(end))] * 2
    [problem] = [item for item in rest if isinstance(item, FormatProblem)]
    assert str(problem) == (
        "brat.zip, a.ann, line 3: “Ankara” does not stand at 0 in its text. "
        "Correct the offsets of T3."
    )


@pytest.mark.parametrize(
    "name, content, told",
    [
        ("a.ann", b"T1\tX 0 1\ta\n", "a.ann: Put each text (NAME.txt) and its marks"),
        ("b.zip", archive(a_dot_txt="a", a_dot_ann="T1 X 0 1 a\n"), "b.zip, a.ann, line 1: This is no mark"),
        ("b.zip", archive(a_dot_txt="a", a_dot_ann="T1\tX ² 1\ta\n"), "b.zip, a.ann, line 1: This is no mark"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_brat_is_refused_with_its_place(name, content, told):
    with pytest.raises(FormatRefused) as refused:
        list(BRAT.read(name, content))
    assert str(refused.value).startswith(told)


def test_marks_without_their_text_are_a_problem():
    documents, [problem] = read(a_dot_ann="T1\tX 0 1\ta\n")
    assert not documents
    assert str(problem) == "brat.zip, a.ann: Its text is missing. Put a.txt beside it."


def test_what_is_written_is_brats():
    marks = [
        FormatMark("claim-event", 21, 40, TEXT[21:40], annotator="ada", details={"note": "a\nb", "modality": "hedged", "approximator": "more than"}),
        FormatMark("entity-person", 6, 16, TEXT[6:16], layer="gold", annotator="cy", details={"entity_wikidata": "Q42", "entity_name": "Deniz"}),
        FormatMark("stance-favour", annotator="ada"),
    ]  # fmt: skip
    documents = [FormatDocument("1-met", TEXT, marks, title="Met", readers=("ada", ".."))]
    vocabulary = Vocabulary((LabelEntry("claim-event", "claim", "Event"),))
    found = zipfile.ZipFile(BytesIO(written(BRAT, documents, vocabulary)))
    files = {name: found.read(name).decode() for name in found.namelist()}
    assert set(files) == {
        *("annotation.conf", "articles.jsonl"),
        *(f"readings/ada/1-met.{ending}" for ending in ("txt", "ann")),
        *(f"readings/%2E./1-met.{ending}" for ending in ("txt", "ann")),
        *(f"settled/1-met.{ending}" for ending in ("txt", "ann")),
    }
    assert files["readings/ada/1-met.ann"].splitlines() == [
        "T1\tclaim-event 21 30;31 40\tthe north and south",
        "A1\tmodality T1 hedged",
        "A2\tapproximator T1 more_than",
        "#1\tAnnotatorNotes T1\ta b",
        '#2\tDetails T1\t{"details":{"note":"a\\nb"}}',
        '#3\tArticleLabel sent:1\t{"label":"stance-favour"}',
    ]
    assert files["settled/1-met.ann"].splitlines() == [
        "T1\tentity-person 6 16\tAyla Deniz",
        "N1\tReference T1 Wikidata:Q42\tDeniz",
        '#1\tDetails T1\t{"by":"cy"}',
    ]
    assert "!claim\n\tclaim-event\n" in files["annotation.conf"]


def test_what_was_changed_in_brat_is_what_comes_in():
    marks = [
        FormatMark("entity-person", 6, 16, TEXT[6:16], annotator="ada", details={"note": "a\nb"}, id="u-1")
    ]  # fmt: skip
    before = written(BRAT, [FormatDocument("1-met", TEXT, marks)])
    found = zipfile.ZipFile(BytesIO(before))
    files = {name.replace("/", "__").replace(".", "_dot_"): found.read(name).decode() for name in found.namelist()}  # fmt: skip
    ann = "readings__ada__1-met_dot_ann"
    for old, new, note, own in (
        ("a b", "c d", "c d", ""),
        ("Notes T1\ta b", "Notes T9\ta b", None, ""),
        ("entity-person", "entity-group", "a\nb", ""),
        ("", "", "a\nb", "u-1"),
    ):
        [document], told = read(**{**files, ann: files[ann].replace(old, new)})
        [mark] = document.marks
        assert (mark.details.get("note"), mark.id) == (note, own)
        assert len(told) == ("T9" in new)


def test_the_attributes_are_all_that_there_are():
    assert ATTRIBUTES["modality"] == tuple(Modality.values)
    assert ATTRIBUTES["approximator"] == tuple(Approximator.values)
