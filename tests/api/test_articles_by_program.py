"""Stories and articles by program: listed in pages, read with tags, brought, corrected."""

import pytest

from articles.models import Article
from tests.api.programs import SETTLED, problem, program_of
from tests.conftest import TEXT, assign, make_article, member

pytestmark = pytest.mark.django_db
NEW = {"text": "The line is long.\n", "source": "The Globe", "published_on": "2022-02-24"}


def test_a_member_finds_the_story_with_their_roles(ada, stranger):
    [found] = program_of(ada).get("stories").found["items"]
    assert (found["slug"], found["roles"]) == ("pipeline", ["annotator"])
    assert program_of(stranger).get("stories").found == {"items": [], "next": None}


def test_a_list_comes_in_pages_that_nothing_moves(story, article, mo):
    numbers = [article.pk, *(make_article(story, text=f"No. {n}.\n").pk for n in range(4))]
    program, found, cursor = program_of(mo), [], ""
    while cursor is not None:
        page = program.get(
            f"stories/pipeline/articles?limit=2{cursor and f'&cursor={cursor}'}"
        ).found
        found += [one["id"] for one in page["items"]]
        cursor = page["next"]
        Article.objects.filter(pk=numbers[0]).update(published_on="2030-01-01")
    assert found == numbers
    for wrong in ("cursor=x", "cursor=MTo", "cursor=%ff", "limit=0", "limit=201", "limit=²"):
        [fault] = problem(program.get(f"stories/pipeline/articles?{wrong}"), 422)["errors"]
        assert fault["parameter"] == wrong.partition("=")[0]


def test_filters_are_those_of_the_page_and_another_word_is_refused(story, article, mo, ada):
    make_article(story, "The Globe", "Another", "Words.\n")
    manager, reader = program_of(mo), program_of(ada)

    def titles(program, query):
        return [
            one["title"] for one in program.get(f"stories/pipeline/articles?{query}").found["items"]
        ]

    assert titles(manager, "text=anoth") == ["Another"]
    assert titles(manager, "source=the-globe") == ["Another"]
    assert len(titles(manager, "progress=reading")) == 2
    assign(article, ada)
    assert titles(reader, "mine=assigned") == ["Pipeline talks"]
    for program, wrong in (
        (manager, "sourse=x"),
        (reader, "progress=reading"),
        (manager, "source=x"),
    ):
        problem(program.get(f"stories/pipeline/articles?{wrong}"), 422)
    settled = program_of(mo, "settled", **SETTLED)
    assert (
        "scope read"
        in problem(settled.get("stories/pipeline/articles?progress=ready"), 403)["detail"]
    )


def test_what_has_not_changed_is_not_sent_again(article, ada):
    program = program_of(ada)
    first = program.get(f"articles/{article.pk}")
    assert first.found["text"] == TEXT
    again = program.get(f"articles/{article.pk}", **{"If-None-Match": f'W/{first["ETag"]}, "x"'})
    assert (again.status_code, again.raw, again["ETag"]) == (304, b"", first["ETag"])
    assert program.get(f"articles/{article.pk}", **{"If-None-Match": '"x"'}).status_code == 200


def test_a_hidden_source_is_hidden_here_too(story, article, ada, mo):
    story.hide_sources = True
    story.save()
    addresses = (
        "stories/pipeline/articles",
        f"articles/{article.pk}",
        f"articles/{article.pk}/versions/1",
    )
    for address in addresses:
        seen, hidden = (
            program_of(who, address[-20:]).get(address).raw.decode() for who in (mo, ada)
        )
        assert "Harbour" not in hidden
        assert '"url": null' in hidden
        assert '"url": ""' in seen
    assert (
        '"source": "The Harbour Post"'
        in program_of(mo).get("stories/pipeline/articles").raw.decode()
    )
    problem(program_of(ada).get("stories/pipeline/articles?source=the-harbour-post"), 422)


def test_a_text_is_stored_once(story, mo):
    program = program_of(mo)
    first = program.post("stories/pipeline/articles", NEW)
    assert first.status_code == 201
    [stored] = first.found["articles"]
    assert (stored["status"], stored["article"]["source"]) == ("new", "The Globe")
    again = program.post("stories/pipeline/articles", NEW)
    assert again.status_code == 200
    assert again.found["articles"][0]["article"]["id"] == stored["article"]["id"]
    assert Article.objects.get().published_on.isoformat() == "2022-02-24"


def test_files_are_stored_all_or_none(story, mo):
    program = program_of(mo)
    about = {"source": "The Globe"}
    stored = program.send_files("stories/pipeline/articles/files", about, a="One.\n", b="Two.\n")
    assert (stored.status_code, stored.found["created"]) == (201, 2)
    refused = program.send_files("stories/pipeline/articles/files", {}, c="Three.\n", d=" ")
    assert problem(refused, 422)["errors"]
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    "given, place",
    [
        ({"text": ""}, ""),
        ({"source": ""}, ""),
        ({"published_on": "yesterday"}, "/published_on"),
        ({"byline": 7}, "/byline"),
        ({"sourse": "x"}, "/sourse"),
    ],
)
def test_a_bad_article_is_told_its_place_and_nothing_is_stored(story, mo, given, place):
    answer = program_of(mo).post("stories/pipeline/articles", NEW | given)
    assert [fault["pointer"] for fault in problem(answer, 422)["errors"]] == [place]
    assert not Article.objects.exists()


def test_a_corrected_text_is_the_next_version(article, mo, ada):
    program, address = program_of(mo), f"articles/{article.pk}/versions"
    new = {
        "text": TEXT.replace("1,100", "1,200"),
        "base": 1,
        "note": "So they say.",
        "is_noted": True,
    }
    brought = program.post(address, new)
    assert (brought.status_code, brought.found["number"]) == (201, 2)
    assert [one["number"] for one in program.get(address).found["items"]] == [1, 2]
    assert "1,100" in program_of(ada).get(f"{address}/1").found["text"]
    stale = problem(program.post(address, new | {"text": TEXT}), 409)
    assert stale["version"] == 2
    problem(program.post(address, new | {"base": 2}), 422)
    problem(program.get(f"{address}/3"), 404)


def test_a_story_is_changed_where_nobody_else_has(story, mo):
    program, address = program_of(mo), "stories/pipeline"
    tag = program.get(address)["ETag"]
    done = program.patch(address, {"readers": 3}, **{"If-Match": tag})
    assert (done.found["readers"], done.found["title"]) == (3, "The pipeline")
    problem(program.patch(address, {"readers": 4}, **{"If-Match": tag}), 412)
    story.refresh_from_db()
    assert story.readers == 3
    problem(program.patch(address, {"title": None}), 422)
    assert program.patch(address, {}).found["readers"] == 3


def test_a_founder_makes_a_story(db, mo, root_program):
    made = root_program.post("stories", {"title": "Another story"})
    assert (made.status_code, made.found["slug"], made.found["roles"]) == (
        201,
        "another-story",
        ["manager"],
    )


@pytest.fixture
def root_program(root):
    return program_of(root)


@pytest.mark.parametrize(
    "address", ["stories", "stories/pipeline/articles", "stories/pipeline/members"]
)
def test_lists_ask_as_much_for_many_as_for_few(
    story, article, mo, address, django_assert_max_num_queries
):
    program = program_of(mo)
    program.get(address)
    with django_assert_max_num_queries(9) as few:
        program.get(address)
    for number in range(3):
        make_article(story, f"Source {number}", text=f"No. {number}.\n")
        member(story, f"reader{number}", "annotator")
    with django_assert_max_num_queries(len(few)):
        program.get(address)
