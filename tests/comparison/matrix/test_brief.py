"""The brief to print, and the panel of a story's front page."""

from datetime import date

import pytest
from django.urls import reverse

from annotator.annotations.models import Annotation, ArticleProgress, Stage
from annotator.comparison.matrix.coverage import draw_coverage
from annotator.vocabulary.models import Question
from articles.models import Article
from tests.conftest import assign, make_article
from tests.reconciliation.conftest import mark, submit


@pytest.fixture
def length(story):
    return Question.objects.create(
        story=story, slug="length", wording="How long is it?", type="quantity", unit="km",
        tolerance=0.02,
    )  # fmt: skip


def says(article, who, words: str, km: str, question) -> None:
    mark(
        article, who, words, "claim-quantity", question=question, value=words, value_low=km,
        value_high=km, value_bounds="[]", unit="km", approximator="exact",
    )  # fmt: skip


@pytest.fixture
def conflict(story, article, other_article, labels, ada, bo, cy, length):
    """The Harbour Post says 1,100 km, the Daily Meridian 800 km."""
    for who in (ada, bo):
        says(article, who, "1,100 kilometres", "1100", length)
        says(other_article, who, "800 km", "800", length)
    submit(article, ada, bo)
    submit(other_article, ada, bo)
    return length


def brief(client, story) -> str:
    return client.get(reverse("comparison:brief", args=[story.slug])).content.decode()


def found(client, story) -> str:
    return client.get(reverse("comparison:found", args=[story.slug])).content.decode()


def test_each_conflict_stands_with_its_quotes_sources_and_links(
    conflict, story, article, as_user, cy
):
    page = brief(as_user(cy), story)
    assert "1 conflict between the sources" in page
    assert "How long is it?" in page
    assert "<b>1,100 kilometres</b>" in page
    assert "<b>800 km</b>" in page
    assert page.count("<blockquote") == 2, "two readers of one article are one quote"
    assert "The Harbour Post" in page
    start = article.text.index("1,100")
    assert f"{reverse('reconciliation:settle', args=[article.pk])}?at={start}" in page
    assert "2 sources, 2 voices" in page
    assert "not settled yet" in page


def test_what_is_finished_is_settled(conflict, story, article, other_article, as_user, cy, ada):
    for one in (article, other_article):
        Annotation.objects.filter(article=one, annotator=ada).update(layer="gold")
        ArticleProgress.objects.filter(article=one).update(stage=Stage.FINISHED)
    page = brief(as_user(cy), story)
    assert "1 conflict" in page
    assert "not settled yet" not in page


def test_without_a_conflict_it_says_so(story, article, as_user, cy):
    assert "No two sources contradict" in brief(as_user(cy), story)


def test_the_front_page_tells_what_was_found(conflict, story, as_user, cy):
    page = found(as_user(cy), story)
    assert "<b>1</b> conflict" in page
    assert "<b>0</b> places where annotators differ" in page
    assert 'aria-label="Articles of 2 sources' in page
    front = as_user(cy).get(story.get_absolute_url()).content.decode()
    assert reverse("comparison:found", args=[story.slug]) in front


def test_an_article_that_is_still_to_be_read_takes_no_part(
    conflict, story, article, other_article, as_user, cy
):
    from annotator.people.models import Membership

    Membership.objects.filter(user=cy).update(annotator=True)
    assign(other_article, cy)
    assert "No two sources contradict" in brief(as_user(cy), story)
    assert "<b>1</b> single source" in found(as_user(cy), story)


def test_an_annotator_has_no_part_in_it(conflict, story, as_user, ada, cy, stranger):
    address = reverse("comparison:brief", args=[story.slug])
    assert as_user(ada).get(address).status_code == 403
    assert as_user(stranger).get(address).status_code == 404
    front = {user: as_user(user).get(story.get_absolute_url()) for user in (cy, ada)}
    found_at = reverse("comparison:found", args=[story.slug])
    assert found_at in front[cy].content.decode()
    assert front[ada].status_code == 200
    assert found_at not in front[ada].content.decode()


def test_statements_do_not_grow(
    conflict, story, ada, bo, cy, as_user, django_assert_max_num_queries
):
    client = as_user(cy)

    def statements() -> int:
        brief(client, story)
        with django_assert_max_num_queries(40) as counted:
            brief(client, story)
        return len(counted)

    few = statements()
    for number in range(6):
        text = f"Paper {number} says that the pipe is {300 + 90 * number} km long.\n"
        another = make_article(story, f"Paper {number}", f"Title {number}", text)
        for who in (ada, bo):
            says(another, who, f"{300 + 90 * number} km", str(300 + 90 * number), conflict)
        submit(another, ada, bo)
    assert statements() == few


def test_coverage_draws_a_line_a_source_and_the_rest_in_one():
    days = [(f"Paper <{n:02}>", date(2022, 2, 1 + n), 1 + n % 3) for n in range(20)]
    drawn = draw_coverage(days)
    assert drawn.count('class="name"') == 13
    assert "all others" in drawn
    assert "<Paper" not in drawn
    assert drawn.count("<circle") == 20
    assert draw_coverage([]) == ""


def test_undated_articles_are_left_out(story, article):
    from annotator.comparison.matrix.coverage import coverage

    assert len(coverage(story)) == 1
    Article.objects.update(published_on=None)
    assert coverage(story) == []


def test_a_value_that_many_give_is_quoted_a_few_times(conflict, story, ada, bo, cy, as_user):
    for number in range(9):
        another = make_article(story, f"Echo {number}", f"T{number}", f"Echo {number}: 800 km.\n")
        says(another, ada, "800 km", "800", conflict)
        submit(another, ada, bo)
    page = brief(as_user(cy), story)
    assert page.count("<blockquote") == 1 + 8
    assert "and 2 more" in page
