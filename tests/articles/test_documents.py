"""PDF and DOCX: the text as paragraphs, what is told of it, and what is refused with a remedy."""

import re
import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import actions
from articles.intake import files
from articles.intake.documents import apart
from articles.intake.documents.apart import read_apart
from articles.intake.documents.contents import Unreadable
from articles.intake.documents.paragraphs import set_paragraphs
from articles.intake.documents.reading import read_document
from articles.models import Original
from tests.articles.made_documents import make_docx, make_pdf, paragraph

LINE = "The minister said on Monday that talks about the harbour would go on, and"
LAST = "that nobody knew for how long."
NEXT = "An engineer doubted this, since the pipeline had been measured twice over"
ARTICLE = [LINE, NEXT.lower(), LAST]
ANOTHER = [NEXT, LINE.lower(), "by others, who were not asked."]
THIRD = [f"It is said that {LINE.lower()}", "none of it is settled."]
PAPER = (ARTICLE, ANOTHER, THIRD)


def set_lines(*pages: list[str]) -> list[str]:
    return set_paragraphs(pages).text.split("\n")


class TestParagraphs:
    def test_lines_are_joined_and_a_short_one_ends_a_paragraph(self):
        assert set_lines([LINE, LAST, NEXT, "by others."]) == [
            f"{LINE} {LAST}",
            f"{NEXT} by others.",
        ]

    def test_a_gap_ends_one_unless_a_sentence_goes_on(self):
        assert set_lines([LINE, "", NEXT, "", "and again."]) == [LINE, f"{NEXT} and again."]

    def test_items_of_a_list_stand_alone(self):
        assert set_lines([LINE, "• One thing", "2. Another"]) == [LINE, "• One thing", "2. Another"]

    def test_a_divided_word_is_made_whole_where_it_stands_elsewhere(self):
        lines = [f"{LINE} more nego-", "tiations, and so the negotiations went on."]
        assert "nego-" not in set_lines(lines)[0]
        assert "more negotiations, and" in set_lines(lines)[0]

    @pytest.mark.parametrize(
        "end, start, elsewhere",
        [
            ("more nego-", "tiations went on.", ""),
            ("the well-", "known man left.", "It is well-known, and a wellknown spelling."),
            ("the Reza-", "Khan plan was dropped.", "The RezaKhan plan."),
        ],
    )
    def test_where_it_is_in_doubt_the_hyphen_is_left(self, end, start, elsewhere):
        told = set_paragraphs([[f"{LINE} {end}", start, "", elsewhere]])
        assert end.split()[-1] in told.text

    def test_a_soft_hyphen_is_no_letter(self):
        assert "negotiations went" in set_lines([f"{LINE} nego\u00ad", "tiations went on."])[0]

    def test_chinese_lines_are_joined_without_a_space(self):
        assert set_lines(["管道" * 15, "项目" * 15]) == ["管道" * 15 + "项目" * 15]

    def test_heads_and_feet_are_told_apart_from_the_text(self):
        pages = [["THE POST", *PAPER[number], f"{number + 1} of 3"] for number in range(3)]
        told = set_paragraphs(pages)
        assert told.furniture == ("THE POST", "1 of 3", "2 of 3", "3 of 3")

    def test_what_stands_inside_of_the_text_is_text(self):
        pages = [[f"Part {letter}", "The same line", *PAPER[at]] for at, letter in enumerate("abc")]
        assert set_paragraphs(pages).furniture == ()

    def test_what_is_said_once_at_an_edge_is_text(self):
        assert set_paragraphs([["A title", *ARTICLE, "An end."]]).furniture == ()
        assert set_paragraphs([["1984", *ARTICLE, "2001"], [*ANOTHER, "Another."]]).furniture == ()

    def test_a_paragraph_over_a_page_stays_whole_and_the_page_is_found_in_it(self):
        pages = [["THE POST", LINE, "1"], ["THE POST", "the talks went on.", NEXT, "2"]]
        told = set_paragraphs(pages)
        blocks = told.text.split("\n")
        assert blocks[:2] == ["THE POST", f"{LINE} the talks went on."]
        assert blocks[2:4] == ["1", "THE POST"]
        assert [told.text[start:][:9] for start in told.pages] == ["THE POST\n", "the talks"]

    def test_a_page_without_text_has_a_place(self):
        told = set_paragraphs([ARTICLE, [], ARTICLE])
        assert len(told.pages) == 3
        assert told.pages[1] <= told.pages[2] <= len(told.text)

    @given(
        st.lists(
            st.lists(
                st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40),
                max_size=8,
            ),
            max_size=6,
        )
    )
    def test_no_letter_is_lost_and_pages_come_in_order(self, pages):
        told = set_paragraphs(pages)
        assert "".join(sorted(letters_of(told.text))) == "".join(
            sorted(letters_of("".join(line for page in pages for line in page)))
        )
        assert len(told.pages) == len(pages)
        assert list(told.pages) == sorted(told.pages)
        assert all(0 <= start <= len(told.text) + 1 for start in told.pages)


def letters_of(text: str) -> str:
    return re.sub(r"[\s\-\u2010\u00ad]", "", text)


def read_pdf(*pages, **more):
    return read_document("a.pdf", make_pdf(pages, **more))


class TestPDF:
    def test_its_text_pages_and_furniture(self):
        pages = [["THE POST", *PAPER[at], f"Page {at + 1}"] for at in range(3)]
        told = read_pdf(*pages)
        assert told.text.startswith(f"THE POST\n{LINE} {NEXT.lower()} {LAST}\nPage 1")
        assert len(told.pages) == 3
        assert told.markup == dict.fromkeys(("thepost", "page1", "page2", "page3"), "boilerplate")
        assert any("Line ends within paragraphs were joined" in note for note in told.notes)

    def test_what_it_says_of_itself_is_a_note_and_no_value(self):
        told = read_pdf(
            ARTICLE, info=b"/Title (Draft 7) /Author (mo) /CreationDate (D:20240229101112Z)"
        )
        assert (
            "The file says of itself: title “Draft 7”, author “mo”, made on “2024-02-29”. Fill in what is right."
            in told.notes
        )

    def test_pages_without_text_are_named(self):
        told = read_pdf(ARTICLE, [], ARTICLE)
        assert "Page 2: no text. Pictures are not read." in told.notes

    @pytest.mark.parametrize(
        "pages, picture, told",
        [
            ([[]], False, "holds no text"),
            ([["CamScan"], ["CamScan"]], True, "is a scan"),
            ([ARTICLE] * 501, False, "501 pages; 500 are read. Split it."),
        ],
    )
    def test_what_cannot_be_read_says_why(self, pages, picture, told):
        with pytest.raises(Unreadable, match=told):
            read_pdf(*pages, picture=picture)

    def test_a_password_is_told(self):
        from pypdf import PdfReader, PdfWriter

        writer = PdfWriter(clone_from=PdfReader(BytesIO(make_pdf([ARTICLE]))))
        writer.encrypt("secret", algorithm="RC4-128")
        out = BytesIO()
        writer.write(out)
        with pytest.raises(Unreadable, match="It has a password"):
            read_document("a.pdf", out.getvalue())

    @pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"hello", make_pdf([ARTICLE])[:300]])
    def test_a_broken_one_is_told(self, raw):
        with pytest.raises(Unreadable, match=r"paste its text|no text"):
            read_document("a.pdf", raw)


class TestDOCX:
    def read(self, *body: str, **more):
        return read_document("a.docx", make_docx(*body, **more))

    def test_paragraphs_lists_and_cells_are_lines(self):
        item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        cell = "<w:tc>{}</w:tc>"
        row = f"<w:tr>{cell.format(paragraph('Cost'))}{cell.format(paragraph('$3 billion'))}</w:tr>"
        told = self.read(
            paragraph("Talks ", "go on"), paragraph("One", properties=item), f"<w:tbl>{row}</w:tbl>",
            paragraph("The end."),
        )  # fmt: skip
        assert told.text == "Talks go on\n- One\nCost\n$3 billion\nThe end."

    def test_tracked_changes_are_read_as_accepted(self):
        told = self.read(
            paragraph(
                "It costs ",
                "<w:del><w:r><w:delText>two</w:delText></w:r></w:del>",
                "<w:ins><w:r><w:t>three</w:t></w:r></w:ins>",
                "<w:moveFrom><w:r><w:t> euros</w:t></w:r></w:moveFrom>",
                " billion.",
            ),
            paragraph("First half ", properties="<w:rPr><w:del/></w:rPr>"),
            paragraph("second half."),
        )
        assert told.text == "It costs three billion.\nFirst half second half."
        assert "It has tracked changes: read as if all were accepted." in told.notes

    def test_without_any_none_are_told(self):
        assert self.read(paragraph("A text.")).notes == ()

    def test_footnotes_and_boxes_are_left_out_and_told(self):
        box = (
            "<w:r><w:pict><w:txbxContent>"
            + paragraph("In a box")
            + "</w:txbxContent></w:pict></w:r>"
        )
        told = self.read(
            paragraph("A claim", '<w:r><w:footnoteReference w:id="1"/></w:r>', box, ".")
        )
        assert told.text == "A claim."
        assert set(told.notes) == {"1 footnote left out.", "Text boxes are left out."}

    def test_what_it_says_of_itself_is_a_note(self):
        core = "<dc:title>Draft</dc:title><dc:creator>mo</dc:creator><t:created>2024-02-29T10:00:00Z</t:created>"
        told = self.read(paragraph("A text."), core=core)
        assert "title “Draft”, author “mo”, made on “2024-02-29”" in told.notes[0]

    def test_an_entity_is_not_followed(self):
        out = BytesIO()
        with ZipFile(BytesIO(make_docx(paragraph("x")))) as old, ZipFile(out, "w") as new:
            new.writestr("_rels/.rels", old.read("_rels/.rels"))
            body = old.read("word/document.xml").decode().replace(">x<", ">a&e;b<")
            new.writestr(
                "word/document.xml", f'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>{body}'
            )
        assert read_document("a.docx", out.getvalue()).text == "a"

    @pytest.mark.parametrize(
        "raw, told",
        [
            (b"hello", "no Word document"),
            (b"\xd0\xcf\x11\xe0" + b"x" * 600, "has a password, or Word's old form"),
            (make_docx(paragraph(" ")), "holds no text"),
            (make_docx(paragraph("x"), kind="http://elsewhere/theme"), "no Word document"),
            (make_docx("<w:p>"), "broken, or no such file"),
            (make_docx(paragraph("long " * 500_000)), "longer than 2 MB. Split it."),
        ],
    )
    def test_what_cannot_be_read_says_why(self, raw, told):
        with pytest.raises(Unreadable, match=told):
            read_document("a.docx", raw)


class TestBounds:
    def test_a_document_that_unpacks_to_gigabytes_is_refused(self):
        out = BytesIO()
        with (
            ZipFile(BytesIO(make_docx(paragraph("x")))) as old,
            ZipFile(out, "w", ZIP_DEFLATED) as new,
        ):
            new.writestr("_rels/.rels", old.read("_rels/.rels"))
            with new.open("word/document.xml", "w") as part:
                for _ in range(70):
                    part.write(b" " * 1_000_000)
        assert len(out.getvalue()) < 200_000
        with pytest.raises(Unreadable, match="unpacks to more than it may have"):
            read_document("a.docx", out.getvalue())

    def test_a_page_that_unpacks_to_gigabytes_is_refused(self):
        with pytest.raises(Unreadable):
            read_document("a.pdf", make_pdf([b"BT (x) Tj ET\n" * 30_000_000]))

    def test_what_takes_too_long_is_ended(self):
        drawing = b"BT /F1 11 Tf 60 760 Td\n" + b"(x) Tj T*\n" * 400_000 + b"ET"
        began = time.monotonic()
        with pytest.raises(Unreadable, match=r"longer than 1 seconds|more time or memory"):
            read_apart("pdf", make_pdf([drawing] * 20), seconds=1)
        assert time.monotonic() - began < 15

    def test_the_process_knows_nothing_of_the_desk(self, monkeypatch):
        asked = {}

        def run(command, **options):
            asked.update(options)
            raise OSError

        monkeypatch.setattr(apart.subprocess, "run", run)
        with pytest.raises(Unreadable, match="No process could be started"):
            read_apart("pdf", b"")
        assert asked["env"] == {}


class TestImport:
    def test_a_document_becomes_an_article_with_its_pages(self, story):
        pages = [["THE POST", *PAPER[at], str(at + 1)] for at in range(3)]
        raw = make_pdf(pages)
        batch = files.gather(files.read_uploads([("a.pdf", raw)], {"source": "The Post"}))
        assert batch.problems == []
        actions.store(story, batch.drafts)
        article, kept = story.articles.get(), Original.objects.get()
        assert (bytes(kept.content), kept.media_type, kept.encoding) == (raw, "application/pdf", "")
        assert [article.text[start:][:8] for start in kept.pages] == ["THE POST"] * 3
        roles = {(article.text[r.start : r.end], r.role) for r in article.regions.all()}
        assert {("THE POST", "boilerplate"), ("2", "boilerplate")} <= roles

    @pytest.mark.parametrize("name", ["a.odt", "a.RTF", "a.doc"])
    def test_other_forms_name_the_remedy(self, name):
        batch = files.gather(files.read_uploads([(name, b"x")], {"source": "The Post"}))
        assert "is not read. Save it as .docx." in str(batch.problems[0])

    def test_a_row_of_a_manifest_names_one(self):
        sent = [
            ("m.csv", b"file,source\na.docx,The Post\n"),
            ("a.docx", make_docx(paragraph("Hi."))),
        ]
        assert [draft.text for draft in files.gather(files.read_uploads(sent, {})).drafts] == [
            "Hi."
        ]

    def test_a_large_one_is_refused_before_it_is_read(self, tmp_path):
        path = tmp_path / "a.pdf"
        with path.open("wb") as file:
            file.truncate(20_000_001)
        [problem] = files.gather(files.read_paths([path], "The Post")).problems
        assert "20 MB are read. Split it." in str(problem)
