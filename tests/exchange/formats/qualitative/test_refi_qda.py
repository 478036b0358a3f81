"""REFI-QDA projects as other programs write them, by hand after the standard."""

import io
import zipfile

import pytest

from annotator.exchange.formats.document import FormatDocument, FormatMark, LabelEntry, Vocabulary
from annotator.exchange.formats.format import FormatProblem, FormatRefused, NotTaken
from annotator.exchange.formats.qualitative.codes import guid_of
from annotator.exchange.formats.qualitative.refi_qda import REFI_QDA
from tests.exchange.formats.documents import plain, written

CODE, OTHER, USER, SOURCE = (f"0000000{n}-0000-4000-8000-000000000000" for n in range(1, 5))
TEXT = "🎉 The line is long.\r\nOmar said so. 🎉 It leaks."
HEAD = f"""<Users><User guid="{USER}" name="Ada"/></Users>
<CodeBook><Codes>
<Code guid="{{{CODE.upper()}}}" name="Names" isCodable="true"><Code guid="{OTHER}" name="Person" isCodable="true"/></Code>
</Codes></CodeBook>"""


def project(inside, texts=None, head=HEAD):
    xml = f'<?xml version="1.0"?><Project name="p" xmlns="urn:QDA-XML:project:1.0">{head}{inside}</Project>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("The project.qde", xml)
        for name, text in (texts or {}).items():
            archive.writestr(f"Sources/{name}", text)
    return content.getvalue()


def sources(*selections, text=TEXT, name="one.txt"):
    inside = "".join(
        f'<PlainTextSelection guid="s{n}" startPosition="{start}" endPosition="{end}" name="{words}">'
        f'<Coding guid="c{n}" creatingUser="{USER}"><CodeRef targetGUID="{OTHER}"/></Coding></PlainTextSelection>'
        for n, (start, end, words) in enumerate(selections)
    )
    source = f'<TextSource guid="{SOURCE}" name="{name}" plainTextPath="internal://T.txt">{inside}</TextSource>'
    return project(f"<Sources>{source}</Sources>", {"t.txt": text.encode("utf-8-sig")})


def read(content):
    found = list(REFI_QDA.read("f.qdpx", content))
    return [one for one in found if isinstance(one, FormatDocument)], [str(one) for one in found if not isinstance(one, FormatDocument)]  # fmt: skip


def positions(utf_16, one_line_end, inclusive):
    """Return where “line”, “Omar” and “leaks” stand, as a program counts that counts so."""
    text = TEXT.replace("\r\n", "\n") if one_line_end else TEXT
    for words in ("line", "Omar", "leaks"):
        before = text[: text.index(words)]
        start = len(before.encode("utf-16-le")) // 2 if utf_16 else len(before)
        yield start, start + len(words) - inclusive, words


@pytest.mark.parametrize("utf_16", [False, True])
@pytest.mark.parametrize("one_line_end", [False, True])
@pytest.mark.parametrize("inclusive", [False, True])
def test_the_quoted_names_tell_how_a_program_counts(utf_16, one_line_end, inclusive):
    line, omar, leaks = positions(utf_16, one_line_end, inclusive)
    (document,), told = read(sources(line, omar, (*leaks[:2], "")))
    assert not told
    assert [mark.quote for mark in document.marks] == ["line", "Omar", "leaks"]
    assert all(document.text[m.start : m.end] == m.quote for m in document.marks)
    assert document.text == TEXT
    assert {(m.label, m.annotator) for m in document.marks} == {("Person", "Ada")}


def test_without_names_positions_are_those_of_the_standard():
    (document,), _ = read(sources(*((start, end, "") for start, end, _ in positions(0, 0, 0))))
    assert [mark.quote for mark in document.marks] == ["line", "Omar", "leaks"]


def test_a_name_that_was_written_without_escapes_is_known_again():
    at = TEXT.index("long")
    (document,), _ = read(sources((at, at + 11, "long. Omar"), (2, 10, "no quote")))
    assert [mark.quote for mark in document.marks] == ["long.\r\nOmar", "The line"]


def test_notes_variables_and_what_is_not_read_are_told():
    selection = f"""<PlainTextSelection guid="a" startPosition="0" endPosition="4"><Description>A memo.</Description>
      <Coding guid="b"><CodeRef targetGUID="{CODE}"/><NoteRef targetGUID="n1"/></Coding><Coding guid="c"><CodeRef targetGUID="{OTHER}"/></Coding></PlainTextSelection>
      <PlainTextSelection guid="d" startPosition="0" endPosition="2"><Description>Only a memo.</Description></PlainTextSelection>"""
    value = (
        '<VariableValue><VariableRef targetGUID="v{}"/><TextValue>{}</TextValue></VariableValue>'
    )
    inside = f"""<Variables><Variable guid="v1" name="Publisher" typeOfVariable="Text"/><Variable guid="v2" name="Mood" typeOfVariable="Text"/></Variables>
      <Cases><Case guid="k" name="Post">{value.format(1, "The Post")}<SourceRef targetGUID="S1"/></Case></Cases>
      <Sources><TextSource guid="s1" name="one"><PlainTextContent>Omar said.</PlainTextContent>{selection}{value.format(2, "grim")}</TextSource>
      <PictureSource guid="s2" name="two.png"/><TextSource guid="s3" name="three" richTextPath="internal://a.docx"/></Sources>
      <Notes><Note guid="N1" name="n" plainTextPath="internal://note.txt"/></Notes>
      <Links><Link guid="l"/></Links>"""
    (document,), told = read(project(inside, {"note.txt": "Who is he?"}))
    assert [(m.label, m.quote, m.details) for m in document.marks] == [
        ("Names", "Omar", {"note": "A memo.\nWho is he?"}),
        ("Person", "Omar", {"note": "A memo."}),
    ]
    assert document.source == "The Post"
    for each in ("two.png", "three", "the variable “Mood” (1)", "links (1)", "no code (1)"):
        assert any(each in line for line in told), each
    assert len(told) == 5


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        (f'<TextSource guid="{SOURCE}" name="x" plainTextPath="internal://gone.txt"/>', "gone.txt is not in the archive"),
        (f'<TextSource guid="{SOURCE}" name="x" plainTextPath="absolute://c:/gone.txt"/>', "not in the file, but at absolute"),
        ('<TextSource guid="s" name="x"><PlainTextContent>ab</PlainTextContent><PlainTextSelection guid="d" startPosition="1" endPosition="9"><Coding guid="b"><CodeRef targetGUID="' + CODE + '"/></Coding></PlainTextSelection></TextSource>', "1-9 is no place"),
        ('<TextSource guid="s" name="x"><PlainTextContent>ab</PlainTextContent><Coding guid="b"><CodeRef targetGUID="q"/></Coding></TextSource>', "not in the code book"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(inside, says):
    problems = [p for p in REFI_QDA.read("f.qdpx", project(f"<Sources>{inside}</Sources>")) if isinstance(p, FormatProblem)]  # fmt: skip
    assert [says in str(problem) for problem in problems] == [True]
    assert "line" in problems[0].place


def test_a_position_that_is_no_number_and_an_archive_without_a_project_are_refused():
    with pytest.raises(FormatRefused, match="startPosition"):
        read(sources(("²", 4, "")))
    with pytest.raises(FormatRefused, match="0 files that end"):
        read(written(REFI_QDA, []).replace(b"project.qde", b"project.xml"))


def test_labels_are_known_again_by_guid_and_after_a_change_of_codes_by_memo():
    text = "Omar said so."
    marks = [FormatMark("entity-person", 0, 4, "Omar", annotator="ada", id=SOURCE), FormatMark("claim-quantity", 5, 9, "said", annotator="ada", id=OTHER)]  # fmt: skip
    document = FormatDocument("1-a", text, marks, title="A")
    # Two labels of one name: only guid and memo tell them apart.
    names = Vocabulary(labels=(LabelEntry("claim-quantity", "claim", "Thing"), LabelEntry("entity-person", "entity", "Thing")))  # fmt: skip
    content = written(REFI_QDA, [document], names)
    assert plain(read(content)[0][0]) == plain(document)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("project.qde").decode()
        source = next(name for name in archive.namelist() if name.endswith(".txt"))
        body = archive.read(source)
    for slug in (
        "claim-quantity",
        "entity-person",
    ):  # as a program does that gives guids of its own
        xml = xml.replace(guid_of(slug), guid_of("new " + slug))
    inside = xml.partition(">\n<Users>")[2].rpartition("</Project>")[0]
    (back,), _ = read(project("<Users>" + inside, {source.rpartition("/")[2]: body}, head=""))
    assert plain(back) == plain(document)


def test_only_notes_on_what_is_not_taken_are_yielded_for_our_own_file():
    document = FormatDocument("1-a", "Omar said so.", [], source="Post", title="A")
    found = list(REFI_QDA.read("f.qdpx", written(REFI_QDA, [document])))
    assert not [one for one in found if isinstance(one, NotTaken | FormatProblem)]
