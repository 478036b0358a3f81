"""What came in is kept as it came, with the article, whatever door it took."""

import hashlib

import pytest

from articles import actions, originals
from articles.intake import files
from articles.intake.came_as import CameAs, bare_name, came_as_file
from articles.intake.drafts import Draft
from articles.models import Article, Original

PAGE = (
    "<html><head><meta charset='iso-8859-1'><title>Café talks</title></head><body><article>"
    "<p>The café's owner said that the talks about the pipeline would go on for another week.</p>"
    "<p>Nobody else wanted to say how long they would take, or what they would cost.</p>"
    "</article></body></html>"
).encode("iso-8859-1")


def came(content: bytes, name: str = "a.txt") -> CameAs:
    return came_as_file(name, content, "")


def drafts(count: int, size: int = 10) -> list[Draft]:
    return [
        Draft(
            f"line {n}",
            "The Post",
            f"Title {n}",
            f"Text {n}.\n",
            came=came(b"x" * size + b"%d" % n),
        )
        for n in range(count)
    ]


def test_each_way_in_keeps_its_bytes(story):
    uploads = [
        ("list.csv", b"file,text,source\nrow.txt,,The Post\n,A text of the row.,The Post\n"),
        ("row.txt", b"\xef\xbb\xbfA file of the row.\r\n"),
        ("page.html", PAGE),
    ]
    read = [
        *files.read_uploads(uploads, {"source": "The Post"}),
        *files.read_pasted("Pasted “words”.\r\n", {"source": "The Post"}),
    ]
    batch = files.gather(read)
    assert batch.problems == []
    actions.store(story, batch.drafts)
    kept = Original.objects.order_by("article_id")
    facts = [(one.name, one.media_type, one.encoding, bytes(one.content)) for one in kept]
    assert facts == [
        ("row.txt", "text/plain", "UTF-8", uploads[1][1]),
        ("list.csv, line 3", "text/plain", "UTF-8", b"A text of the row."),
        ("page.html", "text/html", "iso-8859-1", PAGE),
        ("", "text/plain", "UTF-8", "Pasted “words”.\r\n".encode()),
    ]
    for one in kept:
        assert one.sha256 == hashlib.sha256(bytes(one.content)).hexdigest()
        assert (one.size, one.version) == (len(bytes(one.content)), 1)


def test_what_is_skipped_keeps_nothing(story):
    actions.store(story, drafts(2))
    actions.store(story, drafts(3))
    assert Original.objects.count() == Article.objects.count() == 3


def test_a_draft_that_came_as_nothing_is_stored_without(story):
    actions.store(story, [Draft("line 1", "The Post", "Title", "Text.\n")])
    assert Article.objects.count() == 1
    assert not Original.objects.exists()


def test_the_statements_follow_the_bytes_and_not_the_articles(
    story, django_assert_num_queries, django_assert_max_num_queries, monkeypatch
):
    actions.store(story, drafts(1))  # makes the source
    Article.objects.all().delete()
    with django_assert_max_num_queries(16) as asked:
        actions.store(story, drafts(3))
    few = len(asked)
    Article.objects.all().delete()
    with django_assert_num_queries(few):
        actions.store(story, drafts(60))
    Article.objects.all().delete()
    monkeypatch.setattr(originals, "BYTES_A_STATEMENT", 250)
    with django_assert_num_queries(few + 4):  # two of a hundred bytes fit, not three
        actions.store(story, drafts(10, size=100))
    assert Original.objects.count() == 10


def test_deleting_an_article_takes_it_along(story):
    actions.store(story, drafts(2))
    Article.objects.first().delete()
    assert Original.objects.count() == 1


def test_nothing_of_it_is_stored_where_the_articles_are_not(story, monkeypatch):
    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr(actions, "note_articles", broken)
    with pytest.raises(RuntimeError):
        actions.store(story, drafts(1))
    assert not Original.objects.exists()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "name, bare",
    [
        ("a.txt", "a.txt"),
        ("/home/mo/secret folder/a.txt", "a.txt"),
        ("C:\\Users\\mo\\a.txt", "a.txt"),
        ("x" * 400 + ".txt", "x" * 296 + ".txt"),
    ],
)
def test_a_name_tells_of_no_machine(name, bare):
    assert bare_name(name) == bare


@pytest.mark.django_db
def test_a_text_that_cannot_be_encoded_is_refused_and_not_broken():
    batch = files.gather(files.read_pasted("half \ud800", {"source": "The Post"}))
    assert "control character U+D800" in str(batch.problems[0])


def test_binary_comes_out_as_it_went_in(story):
    every = bytes(range(256)) * 40
    draft = Draft("1", "The Post", "Title", "Text.\n", came=came(every, "a.pdf"))
    actions.store(story, [draft])
    kept = Original.objects.get()
    assert bytes(kept.content) == every
    assert (kept.media_type, kept.encoding) == ("application/pdf", "")
