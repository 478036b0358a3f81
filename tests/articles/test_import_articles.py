"""manage.py import_articles: what it stores, says and answers."""

import io

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Original, Source, Story

pytestmark = pytest.mark.django_db


def run(*args: object, **options: object) -> str:
    out = io.StringIO()
    call_command("import_articles", *map(str, args), stdout=out, **options)
    return out.getvalue()


def refused(*args: object) -> tuple[int, str, str]:
    errors = io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("import_articles", *map(str, args), stderr=errors)
    return refusal.value.returncode, str(refusal.value), errors.getvalue()


@pytest.fixture
def listed(tmp_path):
    """A manifest of two articles by two sources."""
    (tmp_path / "a.txt").write_bytes(b" Leading space,\r\nsecond line.\r\n")
    path = tmp_path / "list.csv"
    path.write_text(
        "file,text,source,title,published_on\na.txt,,Post,,2022-02-24\n,Hello there.,Meridian,Named,\n"
    )
    return path


def test_story_and_sources_are_made_and_the_last_line_counts(listed):
    assert (
        run(listed, story="pipe-line_two")
        == "Stored 2 articles; skipped 0 that were there already.\n"
    )
    story = Story.objects.get(slug="pipe-line_two")
    assert story.title == "Pipe line two"
    first = story.articles.get(source__name="Post")
    assert (first.text, first.title) == (" Leading space,\nsecond line.\n", "Leading space,")
    assert Article.objects.get(title="Named").word_count == 2


def test_again_changes_nothing(listed):
    run(listed, story="pipe", title="The pipe")
    assert (
        run(listed, story="pipe", title="Another")
        == "Stored 0 articles; skipped 2 that were there already.\n"
    )
    assert Story.objects.get().title == "The pipe"
    assert Article.objects.count() == 2


def test_single_files_take_the_source(listed, story):
    assert "Stored 1 article;" in run(
        listed.parent / "a.txt", story="pipeline", source=" The  Post "
    )
    assert story.articles.get().source.name == "The Post"


def test_what_each_came_in_as_is_kept_without_the_folders_of_the_machine(listed):
    run(listed, story="pipeline")
    kept = Original.objects.order_by("article_id").values_list("name", "content")
    assert [(name, bytes(content)) for name, content in kept] == [
        ("a.txt", b" Leading space,\r\nsecond line.\r\n"),
        ("list.csv, line 3", b"Hello there."),
    ]


def test_one_bad_row_and_nothing_is_stored(listed):
    listed.write_text(listed.read_text() + "missing.txt,,Post,,\n,x,Post,,tomorrow\n")
    status, message, errors = refused("--story", "pipe", listed)
    assert (status, message) == (1, "Nothing was stored: 2 problems.")
    assert errors.splitlines() == [
        f"{listed}, line 4: file “missing.txt”: There is no such file. Correct its name.",
        f"{listed}, line 5: published_on “tomorrow” is not a day. Write it as 2022-02-24.",
    ]
    assert not Story.objects.exists()
    assert not Source.objects.exists()


def test_a_single_file_without_a_source_is_wrong_usage(listed):
    status, message, _ = refused("--story", "pipe", listed, listed.parent / "a.txt")
    assert status == 2
    assert message.endswith("a.txt names no source: add --source NAME, or list it in a manifest.")
    assert not Story.objects.exists()


@pytest.mark.parametrize("slug", ["no slug", "a/b", ""])
def test_a_story_that_is_no_slug_is_wrong_usage(listed, slug):
    status, message, _ = refused("--story", slug, listed)
    assert status == 2
    assert "no slug" in message


def test_a_slug_that_is_too_long_is_wrong_usage(listed):
    assert refused("--story", "x" * 81, listed)[0] == 2
    assert not Article.objects.exists()


def test_missing_arguments_are_wrong_usage():
    with pytest.raises(CommandError, match="--story"):
        call_command("import_articles", "list.csv")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    status, _, errors = refused("--story", "pipe", tmp_path / "none.csv")
    assert status == 1
    assert "none.csv: There is no such file." in errors


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_for_terminals(listed, capsys, monkeypatch, terminal):
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    assert "Stored 2 articles" in run(listed, story="pipe")
    assert bool(capsys.readouterr().err) is terminal


def test_what_was_read_otherwise_is_told_and_stored_all_the_same(tmp_path, story):
    (tmp_path / "list.csv").write_text("text;source;author\nOne.\fTwo.;Post;Roe\n")
    errors = io.StringIO()
    assert "Stored 1 article" in run(tmp_path / "list.csv", story="pipeline", stderr=errors)
    assert errors.getvalue().splitlines() == [
        f"{tmp_path / 'list.csv'}: This column is not read: “author” (perhaps byline?). Columns "
        "that are: file, text, source, title, published_on, language, url, byline, encoding.",
        f"{tmp_path / 'list.csv'}, line 2: A form feed became a line end.",
    ]
    assert story.articles.get().text == "One.\nTwo."


GERMAN = "Der Bürgermeister sagte, die Brücke müsse für zwölf Wochen gesperrt bleiben.\n"


def test_an_encoding_is_said_for_all_files_or_for_one(tmp_path, story):
    (tmp_path / "a.txt").write_bytes((GERMAN * 5).encode("cp1252"))
    (tmp_path / "b.txt").write_bytes(GERMAN.encode())
    plain = tmp_path / "a.txt"
    assert "Say its encoding" in refused("--story", "pipeline", "--source", "Post", plain)[2]
    run(plain, story="pipeline", source="Post", encoding="windows-1252")
    assert story.articles.get().text == GERMAN * 5
    (tmp_path / "list.csv").write_text(
        "file,source,encoding\na.txt,Meridian,latin1\nb.txt,Meridian,\n"
    )
    assert "Stored 2 articles" in run(tmp_path / "list.csv", story="pipeline")
    assert {a.text for a in story.articles.filter(source__name="Meridian")} == {GERMAN * 5, GERMAN}


def test_an_encoding_that_is_none_is_wrong_usage(listed):
    status, message, _ = refused("--story", "pipe", "--encoding", "rot13", listed)
    assert status == 2
    assert message.startswith("--encoding 'rot13' is none that can be read. Say one of: utf-8,")
