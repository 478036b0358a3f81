"""One voice or five: which articles share their wording, kept as they come."""

import pytest

from annotator.comparison.copies import actions
from annotator.comparison.models import Copy
from tests.conftest import make_article

pytestmark = pytest.mark.django_db
WIRE = " ".join(f"w{n}" for n in range(24))  # 20 shingles
HALF = " ".join([f"w{n}" for n in range(14)] + [f"v{n}" for n in range(10)])  # 10 of them


@pytest.fixture
def three(story):
    """The wire, a source that prints it a day before by its date, and one that prints half."""
    wire = make_article(story, "Wire", "The wire", WIRE)
    early = make_article(story, "Post", "Early", WIRE.upper())
    half = make_article(story, "Globe", "Half", HALF)
    early.published_on = "2022-02-23"
    early.save()
    return wire, early, half


def test_the_earliest_is_the_original(story, three):
    wire, early, half = three
    assert actions.voices_of(story) == {wire.pk: early.pk, half.pk: early.pk}


def test_the_threshold_is_read_and_nothing_is_compared_again(story, three):
    wire, early, _ = three
    assert actions.refresh_copies(story) == 3
    story.copy_share = 51
    assert actions.voices_of(story) == {wire.pk: early.pk}
    assert actions.refresh_copies(story) == 0


def test_a_new_article_is_compared_with_all_and_others_are_left(
    story, three, django_assert_num_queries
):
    actions.refresh_copies(story)
    kept = set(Copy.objects.values_list("pk", flat=True))
    new = make_article(story, "Mail", "Again", HALF + " and more of it")
    assert actions.refresh_copies(story) == 1
    assert kept < set(Copy.objects.values_list("pk", flat=True))
    assert new.pk in actions.voices_of(story)
    with django_assert_num_queries(3):
        actions.voices_of(story)


def test_a_pair_is_kept_once_with_its_share(story, three):
    actions.refresh_copies(story)
    shares = sorted(Copy.objects.filter(share__gt=0).values_list("share", flat=True))
    assert shares == [0.5, 0.5, 1.0]


def test_articles_of_other_stories_take_no_part(story, three, db):
    from articles.models import Story

    other = Story.objects.create(slug="other", title="Other")
    make_article(other, "Wire", "The wire", WIRE)
    assert actions.voices_of(other) == {}
    late = make_article(other, "Mail", "Late", WIRE)
    assert list(actions.voices_of(other)) == [late.pk]


def test_an_article_without_a_date_comes_last(story, three):
    wire, early, _ = three
    early.published_on = None
    early.save()
    assert actions.voices_of(story)[early.pk] == wire.pk
