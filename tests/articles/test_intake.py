"""Files and pasted texts to drafts: what is read, and what is refused, by line."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.intake import files as intake_files
from articles.intake.drafts import TEXT_LIMIT, title_from

HEAD = "file,text,source,title,published_on,language,url,byline\n"


def uploaded(*files: tuple[str, bytes], **values: str) -> intake_files.Batch:
    return intake_files.gather(intake_files.read_uploads(files, values))


def manifest(text: str, *files: tuple[str, bytes], **values: str) -> intake_files.Batch:
    return uploaded(("list.csv", text.encode()), *files, **values)


def complaints(batch: intake_files.Batch) -> list[str]:
    return [str(problem) for problem in batch.problems]


def only(batch: intake_files.Batch) -> intake_files.Draft:
    assert complaints(batch) == []
    (draft,) = batch.drafts
    return draft


def test_a_manifest_row_brings_every_field():
    draft = only(
        manifest(HEAD + ',"One, two",The Post,Talks,2022-02-24,en,https://post.example/1,Ann Roe\n')
    )
    assert (draft.source, draft.title, draft.byline, draft.text) == (
        "The Post",
        "Talks",
        "Ann Roe",
        "One, two",
    )
    assert (draft.url, draft.language, draft.published_on) == (
        "https://post.example/1",
        "en",
        date(2022, 2, 24),
    )
    assert draft.place == "list.csv, line 2"


def test_unknown_columns_and_blank_lines_are_passed_over():
    assert only(manifest('text,note,source\n\nhello,"a, b",Post\n\n')).text == "hello"


def test_a_row_may_end_early():
    assert only(manifest("text,source,title\nhello,Post\n")).title == "hello"


def test_a_cell_keeps_its_spaces_and_lines():
    draft = only(manifest('source,text\nPost," a  b\r\n\tc\u2028d\n"\n'))
    assert draft.text == " a  b\n\tc\nd\n"


def test_lines_are_counted_as_the_file_has_them():
    batch = manifest('source,text,published_on\nPost,"one\ntwo",2022-01-01\nPost,three,soon\n')
    assert complaints(batch)[0].startswith("list.csv, line 4: published_on “soon” is not a day.")


def test_jsonl_is_read_line_by_line():
    rows = [
        {"text": "one\u2028two\r\n", "source": "Post", "title": None, "extra": 3},
        {"text": "three", "source": "Post"},
    ]
    batch = uploaded(
        ("list.jsonl", "\r\n".join(json.dumps(r, ensure_ascii=False) for r in rows).encode())
    )
    assert [d.text for d in batch.drafts] == ["one\ntwo\n", "three"]
    assert batch.problems == []


@pytest.mark.parametrize("name, value", [("label", [[0, 3, "PER"]]), ("spans", {"sc": []})])
def test_a_file_with_labels_says_where_they_come_in(name, value):
    row = {"text": "Omar spoke.", "source": "Post", name: value}
    batch = uploaded(("list.jsonl", json.dumps(row).encode()))
    [note] = batch.notes
    assert f"Here only texts come in: “{name}” may come with them at Import › Annotations." in str(
        note
    )
    plain = uploaded(("list.jsonl", json.dumps({**row, name: "a word"}).encode()))
    assert f"“{name}”" in str(plain.notes[0])
    assert "Annotations" not in str(plain.notes[0])


@pytest.mark.parametrize(
    "line, complaint",
    [
        ("{nope", "line 2: It is not JSON"),
        ("[1]", "line 2: This is not a JSON object"),
        ('{"text": 5, "source": "Post"}', "line 2: “text” is not text"),
        (
            '{"text": "a\\u0000b", "source": "Post"}',
            "line 2: The text at /text holds a NUL",
        ),
        (
            '{"text": "a\\ud800b", "source": "Post"}',
            "line 2: The text at /text holds half of a character",
        ),
        (
            '{"text": "a", "source": "P\\ud800"}',
            "line 2: The text at /source holds half of a character",
        ),
        ("[" * 100_000, "line 2: It lies more than 60 deep"),
        ('{"source": "Post"}', "line 2: Give a file or a text: this row has neither."),
    ],
)
def test_a_bad_json_line_is_named(line, complaint):
    batch = uploaded(("list.jsonl", f'{{"text": "good", "source": "Post"}}\n{line}\n'.encode()))
    assert len(batch.drafts) == 1
    (problem,) = complaints(batch)
    assert problem.startswith(f"list.jsonl, {complaint}")


@pytest.mark.parametrize(
    "row, complaint",
    [
        (",hello,,,,,,", "source is empty"),
        (
            ",hello,Post,,24/02/22,,,",
            "published_on “24/02/22” is not a day. Write it as 2022-02-24.",
        ),
        (
            ",hello,Post,,03/02/2022,,,",
            "published_on “03/02/2022” may be 3 February or 2 March. "
            "Write it as 2022-02-03 or 2022-03-02.",
        ),
        (",hello,Post,,2022-02-30,,,", "published_on “2022-02-30” is not a day"),
        (",hello,Post,,20220224,,,", "published_on “20220224” is not a day"),
        (",hello,Post,,,,www.post.example,", "url “www.post.example” is not an address"),
        (",hello,Post,,,,javascript:alert(1),", "url “javascript:alert(1)” is not an address"),
        (",hello,Post,,,English!,,", "language “English!” is not a tag"),
        (f",hello,Post,{'x' * 501},,,,", "title has 501 characters; 500 fit"),
        (f",hello,{'x' * 201},,,,,", "source has 201 characters; 200 fit"),
        (f",hello,Post,,,,,{'x' * 301}", "byline has 301 characters; 300 fit"),
        (
            f",hello,Post,,,,https://post.example/{'x' * 2000},",
            "url has 2,021 characters; 2,000 fit",
        ),
        (",hello,Post,a\x07b,,,,", "title holds the control character U+0007"),
        (",he\x00llo,Post,,,,,", "Line 1 holds the control character U+0000"),
        (',"\n\n",Post,,,,,', "Give a file or a text: this row has neither."),
        ("a.txt,hello,Post,,,,,", "Give a file or a text: not both."),
        (",hello, world,Post,,,,,", "9 cells, but 8 columns"),
        ("missing.txt,,Post,,,,,", "file “missing.txt”: It did not come along"),
        ("../a.txt,,Post,,,,,", "leaves the manifest's folder"),
        ("/etc/a.txt,,Post,,,,,", "leaves the manifest's folder"),
        ("..\\a.txt,,Post,,,,,", "leaves the manifest's folder"),
        ("C:/a.txt,,Post,,,,,", "leaves the manifest's folder"),
        (
            "a.xml,,Post,,,,,",
            "file “a.xml”: Only .txt, .html, .pdf, .docx, .csv and .jsonl can be read",
        ),
        ("empty.txt,,Post,,,,,", "file “empty.txt”: The text is empty."),
        ("latin.txt,,Post,,,,,", "file “latin.txt”: Line 2 is not UTF-8"),
    ],
)
def test_a_bad_row_is_named_by_its_line(row, complaint):
    files = [
        ("a.txt", b"text"),
        ("a.xml", b"<a>"),
        ("empty.txt", b" \n"),
        ("latin.txt", b"caf\ncaf\xe9"),
    ]
    batch = manifest(HEAD + ",first,Post,,,,,\n" + row + "\n,last,Post,,,,,\n", *files, source="")
    found = [c for c in complaints(batch) if c.startswith("list.csv, line 3")]
    assert found
    assert complaint in found[0]
    assert {d.text for d in batch.drafts} >= {"first", "last"}


def test_all_problems_of_a_row_are_told_at_once():
    batch = manifest(HEAD + "none.txt,,,,soon,,,\n,hello,,,soon,!,nowhere,\n")
    assert len([c for c in complaints(batch) if "line 2" in c]) == 3
    assert len([c for c in complaints(batch) if "line 3" in c]) == 4


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("a,b\n1,2\n", "line 1: There is no column “file” and none “text”"),
        ("text|source\n1|2\n", "line 1: There is no column “file” and none “text”"),
        ("text,source,text\n1,2,3\n", "line 1: The column “text” is there twice."),
        ('text,source\n"open,Post\n', "line 2: This is not CSV"),
        ("text,source\n", "It holds no articles"),
        ("", "It holds no articles"),
    ],
)
def test_a_bad_manifest_is_refused(text, complaint):
    assert complaint in complaints(manifest(text))[0]


@pytest.mark.parametrize(
    "encoding, mark",
    [("utf-8", b""), ("utf-8-sig", b""), ("utf-16", b""), ("utf-16-be", b"\xfe\xff")],
)
def test_unicode_is_read_with_or_without_its_mark(encoding, mark):
    draft = only(uploaded(("a.txt", mark + " پائپ 🎉\r\n".encode(encoding)), source="Post"))
    assert draft.text == " پائپ 🎉\n"


def test_another_encoding_is_read_where_it_is_certain_and_told():
    prose = "Премьер-министр прибыл в столицу и встретился с журналистами после переговоров. " * 5
    draft = only(uploaded(("a.txt", prose.encode("cp1251")), source="Post"))
    assert (draft.text, draft.encoding) == (prose, "cp1251")


@pytest.mark.parametrize(
    "prose",
    [
        "Le président a déclaré que l’été était très chaud à Paris. ",
        "It costs £5, he said, at the café. ",
        "España añade que el señor Peña vendrá. ",
    ],
)
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp437"])
def test_an_uncertain_encoding_is_refused(prose, encoding):
    batch = uploaded(("a.txt", (prose.replace("’", "'") * 20).encode(encoding)), source="Post")
    assert batch.drafts == []
    assert "is not UTF-8" in complaints(batch)[0]
    assert "Say its encoding" in complaints(batch)[0]
    assert "save the file again as UTF-8." in complaints(batch)[0]


@pytest.mark.parametrize(
    "encoding", ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5", "gb18030", "shift_jis"]
)
def test_a_guess_is_right_or_not_made(encoding):
    prose = "Премьер-министр прибыл в столицу и встретился с журналистами после переговоров. " * 5
    batch = uploaded(("a.txt", prose.encode(encoding)), source="Post")
    assert [d.text for d in batch.drafts] in ([], [prose])


@given(st.binary(max_size=400))
def test_bytes_are_read_or_refused_and_never_break(raw):
    batch = uploaded(("a.txt", raw), ("b.csv", raw), ("c.jsonl", raw), source="Post")
    assert batch.drafts or batch.problems
    for draft in batch.drafts:
        assert draft.text.strip()
        assert "\r" not in draft.text


PAGE = """<!doctype html><html lang="en_GB"><head><meta charset="{charset}"><title>Talks end | The Post</title>
<meta name="author" content="Ann Roe"><link rel="canonical" href="https://post.example/talks">
<meta property="article:published_time" content="2022-02-24T10:00:00Z"></head><body><nav>Home Sport</nav>
<article><h1>Talks end</h1><p>The minister left the café at noon, and said that the talks had gone well enough.</p>
<p>A second paragraph says that nothing was signed, and that both sides will meet again in June.</p></article>
<footer>Copyright 2019</footer></body></html>"""


@pytest.mark.parametrize(
    "charset, codec", [("utf-8", "utf-8"), ("windows-1252", "cp1252"), ("iso-8859-1", "cp1252")]
)
def test_a_page_gives_its_article_and_what_it_says_of_itself(charset, codec):
    draft = only(uploaded(("a.html", PAGE.format(charset=charset).encode(codec)), source="Post"))
    assert "\nThe minister left the café at noon" in draft.text
    assert "Sport" not in draft.text
    assert (draft.title, draft.byline, draft.published_on) == (
        "Talks end",
        "Ann Roe",
        date(2022, 2, 24),
    )
    assert (draft.url, draft.language) == ("https://post.example/talks", "en-GB")


def test_what_is_given_stands_before_what_a_page_says():
    draft = only(
        uploaded(
            ("a.html", PAGE.format(charset="utf-8").encode()),
            source="Post",
            title="Mine",
            published_on="2020-01-01",
        )
    )
    assert (draft.title, draft.published_on, draft.byline) == ("Mine", date(2020, 1, 1), "Ann Roe")


@pytest.mark.parametrize("page", ["", "<html></html>", "<" * 5000])
def test_a_page_without_an_article_is_refused(page):
    batch = uploaded(("a.html", page.encode()), source="Post")
    assert "No main text was found" in complaints(batch)[0]


def test_a_page_in_another_encoding_than_it_says_is_refused():
    batch = uploaded(("a.html", PAGE.format(charset="shift_jis").encode("cp1252")), source="Post")
    assert "It says that it is shift_jis, and is not." in complaints(batch)[0]


def test_a_long_text_is_refused_with_its_limit():
    batch = uploaded(("a.txt", b"x" * (TEXT_LIMIT + 100_000)), source="Post")
    assert complaints(batch) == ["a.txt: The file has 2.1 MB; 2 MB are read. Split it."]
    assert (
        "longer than 2 MB"
        in complaints(
            intake_files.gather(intake_files.read_pasted("é" * TEXT_LIMIT, {"source": "Post"}))
        )[0]
    )


def test_more_articles_than_the_limit_are_refused():
    rows = "".join(f"text {n},Post\n" for n in range(5))
    batch = intake_files.gather(
        intake_files.read_uploads([("list.csv", f"text,source\n{rows}".encode())], {}), limit=3
    )
    assert complaints(batch) == [
        "list.csv, line 5: It holds more than 3 articles. Import them in several parts."
    ]


def test_a_file_named_by_a_manifest_comes_once_and_by_its_bare_name():
    batch = manifest("file,source\ntexts/a.txt,Post\n", ("a.txt", b"hello"))
    assert only(batch).place == "list.csv, line 2"


def test_a_file_that_no_manifest_names_needs_a_source():
    batch = manifest("file,source\na.txt,Post\n", ("a.txt", b"hello"), ("b.txt", b"world"))
    assert complaints(batch) == ["b.txt: source is empty. Name the newspaper, agency or site."]


def test_two_files_of_one_name_are_refused():
    assert (
        "Two files have this name"
        in complaints(uploaded(("a.txt", b"one"), ("a.txt", b"two"), source="Post"))[0]
    )


def test_paths_are_read_relative_to_their_manifest(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_bytes(b" hello\r\n")
    (tmp_path / "list.csv").write_text(
        "file,source\ntexts/a.txt,Post\ntexts/b.txt,Post\ntexts,Post\n"
    )
    batch = intake_files.gather(
        intake_files.read_paths([tmp_path / "list.csv", tmp_path / "none.csv"])
    )
    assert [d.text for d in batch.drafts] == [" hello\n"]
    assert [p.place.rpartition("/")[2] for p in batch.problems] == [
        "list.csv, line 3",
        "list.csv, line 4",
        "none.csv",
    ]
    assert all("There is no such file" in p.message for p in batch.problems)


def test_the_title_falls_back_on_the_first_line():
    assert title_from("\n \n  The   talks end \nmore") == "The talks end"
    assert title_from("é" * 201) == "é" * 199 + "…"
    assert title_from("é" * 200) == "é" * 200


def test_the_digest_follows_what_would_be_stored():
    def digest(**values: str) -> str:
        return intake_files.gather(
            intake_files.read_pasted("hello", {"source": "Post", **values})
        ).digest()

    assert digest() == digest()
    assert (
        len(
            {
                digest(),
                digest(title="A"),
                digest(source="B"),
                digest(url="https://a.example/"),
                digest(language="en"),
                digest(byline="C"),
                digest(published_on="2020-01-01"),
            }
        )
        == 7
    )
