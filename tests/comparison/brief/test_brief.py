"""The brief to print, and the panel of a story's front page."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation, ArticleProgress, Stage
from annotator.comparison.matrix.coverage import draw_coverage
from annotator.vocabulary.models import Question
from articles.models import Article
from tests.comparison.conftest import rows_ready
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


def whole(client, story) -> str:
    answer = client.get(reverse("comparison:brief_whole", args=[story.slug]))
    return answer.getvalue().decode()


@pytest.fixture
def many_conflicts(conflict, story, article, other_article, ada):
    """Thirteen questions on which the two sources contradict each other."""
    for number in range(2, 14):
        question = Question.objects.create(
            story=story, slug=f"length-{number}", wording=f"How long is no. {number}?",
            type="quantity", unit="km",
        )  # fmt: skip
        for one, words, km in (
            (article, "1,100 kilometres", "1100"),
            (other_article, "800 km", "800"),
        ):
            start = one.text.index(words)
            Annotation.objects.create(
                article=one, annotator=ada, kind="claim", label_id="claim-quantity", start=start,
                end=start + len(words), part=number, quote=words, question=question, value=words,
                value_low=km, value_high=km, value_bounds="[]", unit="km", approximator="exact",
                created_at=timezone.now(), updated_at=timezone.now(),
            )  # fmt: skip
    rows_ready()
    return story


def test_a_page_has_ten_questions_and_the_whole_brief_all(many_conflicts, as_user, cy):
    client, story = as_user(cy), many_conflicts
    address = reverse("comparison:brief", args=[story.slug])
    first, second = (client.get(address, {"page": n}).content.decode() for n in (1, 2))
    every = whole(client, story)
    assert [page.count('<article class="brief"') for page in (first, second, every)] == [10, 3, 13]
    assert [page.count("<blockquote") for page in (first, second, every)] == [20, 6, 26]
    assert "Questions 1 to 10 of 13" in first
    assert "Questions 11 to 13 of 13" in second
    assert reverse("comparison:brief_whole", args=[story.slug]) in first
    assert every.endswith("</html>\n")
    for number in range(2, 14):
        assert every.count(f"How long is no. {number}?") == 1


def test_the_whole_brief_quotes_every_value_and_a_page_the_largest(
    conflict, story, ada, as_user, cy
):
    for number in range(14):
        km = 2000 + 500 * number
        another = make_article(story, f"Paper {number}", f"T{number}", f"It is {km} km long.\n")
        says(another, ada, f"{km} km", str(km), conflict)
        submit(another, ada)
    page, every = brief(as_user(cy), story), whole(as_user(cy), story)
    assert page.count("<blockquote") == 12
    assert "and 4 more values" in page
    assert every.count("<blockquote") == 16
    assert "more value" not in every


def test_statements_of_the_whole_brief_are_those_of_its_portions(
    many_conflicts, story, as_user, cy, django_assert_max_num_queries
):
    client = as_user(cy)
    whole(client, story)
    with django_assert_max_num_queries(40) as counted:
        whole(client, story)
    thirteen = len(counted)
    Question.objects.filter(slug__in=[f"length-{n}" for n in range(4, 14)]).update(active=False)
    with django_assert_max_num_queries(40) as counted:
        whole(client, story)
    # one portion of ten questions more: its rows, rulings, sources, and four of quotes
    assert thirteen - len(counted) == 8


def test_a_brief_without_a_conflict_is_whole_as_well(story, article, as_user, cy):
    assert "No two sources contradict" in whole(as_user(cy), story)


def test_what_is_written_in_a_brief_is_escaped(story, labels, ada, bo, cy, as_user):
    question = Question.objects.create(
        story=story, slug="b", wording="<b>How long?</b><!-- rows -->", type="quantity", unit="km",
    )  # fmt: skip
    for source, km in (("<i>Post</i>", "1100"), ("Meridian", "800")):
        one = make_article(story, source, "T", f"<u>It</u> is {km} km & more.\n")
        says(one, ada, f"{km} km", km, question)
        submit(one, ada)
    for page in (brief(as_user(cy), story), whole(as_user(cy), story)):
        assert "&lt;b&gt;How long?&lt;/b&gt;&lt;!-- rows --&gt;" in page
        assert "<bdi>&lt;i&gt;Post&lt;/i&gt;</bdi>" in page
        assert "&lt;u&gt;It&lt;/u&gt; is <b>1100 km</b> &amp; more." in page
        assert page.count("<blockquote") == 2
