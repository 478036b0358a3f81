"""What an assistant is answered: what is settled, with its place; nothing else, for nobody else."""

import pytest

from annotator.annotations.models import Annotation
from annotator.exchange.assistant import settled
from annotator.exchange.assistant.passages import LONGEST_QUOTE
from annotator.exchange.assistant.reach import AssistantReach, AssistantRefused
from annotator.people.models import Membership
from articles.models import Article
from tests.comparison.conftest import rows_ready
from tests.comparison.sources import ask, settle, telling
from tests.conftest import assign

pytestmark = pytest.mark.django_db
DESK = AssistantReach(desk="https://desk.example")


def test_a_row_is_what_settled_answers_say(desk):
    told = settled.read_row(DESK, "pipeline", "length")
    assert told["state"] == "conflict"
    assert told["ruled"] is None
    first = told["answers"][0]
    assert {
        name: first[name] for name in ("quote", "value", "low", "unit", "source", "counts")
    } == {
        "quote": "800 km",
        "value": "800 km",
        "low": "800",
        "unit": "km",
        "source": "Post",
        "counts": True,
    }
    text = desk.post.text
    assert text[first["start"] : first["end"]] == first["quote"]
    assert first["text_sha256"] == desk.post.text_sha256
    assert first["address"].startswith(f"https://desk.example/articles/{desk.post.pk}/#a-")
    assert first["article"]["stage"] == "finished"
    assert [one["source"] for one in told["answers"]] == ["Post", "Globe"]


def everything(reach: AssistantReach, *articles) -> str:
    """All that may be had, as one text."""
    told: list = [settled.list_stories(reach)]
    for ask_for in (
        lambda: settled.list_articles(reach, "pipeline"),
        lambda: settled.find_rows(reach, "pipeline"),
        lambda: settled.read_row(reach, "pipeline", "length"),
        lambda: settled.read_row(reach, "pipeline", "cost"),
        *(lambda one=one: settled.read_highlights(reach, one.pk) for one in articles),
    ):
        try:
            told.append(ask_for())
        except AssistantRefused as refusal:
            told.append(str(refusal))
    return str(told)


def test_what_nobody_settled_is_not_had_until_it_is(desk):
    secrets = ("5000", "Herald", "So it ends", "What will it cost", "note-7f3a")
    before = everything(DESK, desk.post, desk.unsettled)
    assert [one for one in secrets[:3] if one in before] == []
    assert "note-7f3a" not in before
    settle(desk.unsettled, *Annotation.objects.filter(article=desk.unsettled))
    rows_ready()
    after = everything(DESK, desk.post, desk.unsettled)
    assert [one for one in secrets[:4] if one not in after] == []
    assert "note-7f3a" not in after, "notes stay among people"


def test_who_has_still_to_read_sees_nothing_of_it(desk, mo):
    reach = AssistantReach(mo, desk="https://desk.example")
    assert "1100" in everything(reach, desk.globe)
    mine = assign(desk.globe, mo)
    told = everything(reach, desk.post, desk.globe)
    assert "1100" not in told
    assert "Globe" not in told
    assert settled.read_row(reach, "pipeline", "length")["state"] == "single source"
    assert settled.find_rows(reach, "pipeline")["rows"][0]["state"] == "single source"
    mine.delete()
    assert settled.read_row(reach, "pipeline", "length")["state"] == "conflict"


def test_only_who_settles_or_manages_a_story_reads_it(desk, ada, cy, stranger):
    assert settled.list_stories(AssistantReach(cy))["total"] == 1
    for user in (ada, stranger):
        reach = AssistantReach(user)
        assert settled.list_stories(reach)["stories"] == []
        with pytest.raises(AssistantRefused, match="There is no story"):
            settled.list_articles(reach, "pipeline")
        with pytest.raises(AssistantRefused, match="no such article"):
            settled.read_highlights(reach, desk.post.pk)
    Membership.objects.filter(user=ada).update(manager=True)
    assert settled.list_stories(AssistantReach(ada))["total"] == 1
    with pytest.raises(AssistantRefused):
        settled.list_articles(AssistantReach(only="another"), "pipeline")


def test_rows_are_found_by_words_of_question_or_answer_and_by_state(desk):
    def found(**asked):
        return [one["question"] for one in settled.find_rows(DESK, "pipeline", **asked)["rows"]]

    assert found() == ["length"]
    assert found(words="LONG") == found(words="800") == found(words="how 1100") == ["length"]
    assert found(words="5000") == found(words="cost") == []
    assert found(state="conflict") == ["length"]
    assert found(state="agree") == []
    [row] = settled.find_rows(DESK, "pipeline")["rows"]
    assert (row["settled_answers"], row["sources"]) == (2, 2)
    assert row["address"] == f"https://desk.example/stories/pipeline/conflicts/{desk.length.pk}/"


def test_a_state_is_by_settled_answers_alone(desk, ada):
    depth = ask(desk.story, "depth", wording="How deep is it?")
    settled_one = telling(desk.story, "Courier", "7", ada, depth)
    telling(desk.story, "Echo", "9", ada, depth)
    settle(settled_one, *Annotation.objects.filter(article=settled_one))
    rows_ready()
    assert depth.computed_row.state == "conflict"
    told = settled.read_row(DESK, "pipeline", "depth")
    assert (told["state"], len(told["answers"])) == ("single source", 1)
    found = settled.find_rows(DESK, "pipeline", "deep", "single source")["rows"]
    assert [one["state"] for one in found] == ["single source"]
    assert settled.find_rows(DESK, "pipeline", "deep", "conflict")["rows"] == []


def test_highlights_of_an_article_by_label(desk):
    told = settled.read_highlights(DESK, desk.post.pk)
    assert [one["quote"] for one in told["highlights"]] == ["800 km"]
    assert told["article"]["title"] == "Post tells"
    assert settled.read_highlights(DESK, desk.post.pk, "claim-event")["highlights"] == []
    listed = settled.list_articles(DESK, "pipeline")["articles"]
    assert [(one["article"], one["settled_highlights"]) for one in listed] == [
        (desk.post.pk, 1),
        (desk.globe.pk, 1),
    ]


def test_a_long_quote_is_cut(desk):
    article = desk.post
    Annotation.objects.filter(article=article).update(
        start=0, end=len(article.text), quote=article.text * 9
    )
    [one] = settled.read_highlights(DESK, article.pk)["highlights"]
    assert (len(one["quote"]), one["is_cut"]) == (LONGEST_QUOTE, True)


@pytest.mark.parametrize(
    "ask_for",
    [
        lambda: settled.list_stories(DESK, 2),
        lambda: settled.list_stories(DESK, 0),
        lambda: settled.list_stories(DESK, 10**400),
        lambda: settled.list_articles(DESK, "no\x00story"),
        lambda: settled.list_articles(DESK, "\ud800"),
        lambda: settled.find_rows(DESK, "pipeline", "x" * 300),
        lambda: settled.find_rows(DESK, "pipeline", "a " * 20),
        lambda: settled.find_rows(DESK, "pipeline", state="nonsense"),
        lambda: settled.read_row(DESK, "pipeline", "nonsense"),
        lambda: settled.read_highlights(DESK, 10**30),
        lambda: settled.read_highlights(DESK, -1),
    ],
)
def test_what_cannot_be_had_is_refused_in_words(desk, ask_for):
    with pytest.raises(AssistantRefused, match=r"\.$"):
        ask_for()


def test_statements_do_not_grow_with_what_is_told(desk, ada, django_assert_max_num_queries):
    for number in range(12):
        question = ask(desk.story, f"q{number}", wording=f"Which {number}?")
        article = telling(desk.story, f"Paper {number}", str(number + 1), ada, question)
        settle(article, *Annotation.objects.filter(article=article))
        more = telling(desk.story, f"Further {number}", "800", ada, desk.length)
        settle(more, *Annotation.objects.filter(article=more))
    rows_ready()
    with django_assert_max_num_queries(6):
        assert len(settled.find_rows(DESK, "pipeline")["rows"]) == 13
    with django_assert_max_num_queries(11):
        assert len(settled.read_row(DESK, "pipeline", "length")["answers"]) == 14
    with django_assert_max_num_queries(7):
        assert len(settled.list_articles(DESK, "pipeline", 2)["articles"]) == 6
    assert Article.objects.count() > 20
