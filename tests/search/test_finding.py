"""What is found by what, for whom: every role against every kind of thing."""

import pytest
from django.utils import timezone

from annotator.annotations.models import Annotation, ArticleProgress, Assignment
from annotator.annotations.visibility.blind_review import visible_in_stories, visible_to
from annotator.people.access import SETTLERS
from annotator.people.models import Membership
from annotator.search.access import reach_of
from annotator.search.finding import MOST_RANKED, SIZE, Sought, find
from annotator.search.query.syntax import read_query
from annotator.vocabulary.models import Alias, Entity
from articles.models import Story
from tests.conftest import make_article, person
from tests.search.conftest import annotate, indexed

EVERYBODY = ("ada", "bo", "cy", "mo", "di", "zed", "eve", "root")


def found(user, query: str, **asked) -> list[object]:
    """What somebody finds, in its order: the keys of things, each with its kind."""
    page = find(Sought(read_query(query), **asked), reach_of(user))
    return [
        (hit.kind, hit.annotation or hit.article or hit.entity or hit.question) for hit in page.hits
    ]


def kinds(user, query: str, **asked) -> str:
    return " ".join(sorted(kind for kind, _ in found(user, query, **asked)))


# Ada and Di have still to read; Bo has read; Cy and Mo settle; Eve is of the other story.
@pytest.mark.parametrize(
    "query, finders",
    [
        ("breaks", "ada bo cy mo di root"),  # an article's title
        ("held", "ada bo cy mo di root"),  # its text, and a question
        ("floods", "eve root"),  # of the other story
        ("zebrastripe", "bo cy mo root"),  # the value of Bo's highlight
        ("giraffeneck", "bo cy mo root"),  # its note
        ("flagpole", "bo cy mo root"),  # its flag
        ("okapihoof", "ada cy mo root"),  # Ada's note
        ("engineer", "ada bo cy mo di eve root"),  # a name, of whoever is a member of a story
        ("kind:question", "ada bo cy mo di root"),
        ("label:person", "cy mo root"),  # what is settled
        ("by:bo", "bo cy mo root"),
        ("said:omar", "bo cy mo root"),
        ("question:volume", "bo cy mo root"),
        ('entity:"o reza"', "cy mo root"),
        ("value:>11km³", "bo cy mo root"),
        ("value:12000000000m³", "bo cy mo root"),
        ("value:>12km³", ""),
        ("source:harbour", "ada bo cy mo di root"),
        ("source:harbour kind:note by:bo", "bo cy mo root"),
        ("-label:quantity kind:highlight by:bo", ""),
        ("story:dam", "ada bo cy mo di root"),
        ("story:river", "eve root"),
        ("-story:dam kind:article", "eve root"),
    ],
)
def test_who_finds_it(desk, query, finders):
    assert [name for name in EVERYBODY if found(getattr(desk, name), query)] == finders.split()


def test_who_has_still_to_read_finds_it_once_that_is_submitted(desk):
    """The same search, of the same two people: blindness is asked of now, not of the index."""
    assert kinds(desk.di, "zebrastripe") == kinds(desk.di, "by:cy") == ""
    Assignment.objects.filter(annotator__in=[desk.di, desk.ada]).update(
        state="submitted", submitted_at=timezone.now()
    )
    assert kinds(desk.di, "zebrastripe") == "annotation"
    assert kinds(desk.di, "by:cy") == "annotation"
    assert kinds(desk.ada, "zebrastripe") == ""  # only who settles sees others' work


@pytest.mark.parametrize("name", EVERYBODY)
def test_of_several_stories_the_rule_is_that_of_one(desk, name):
    user = getattr(desk, name)
    Membership.objects.get_or_create(story=desk.other, user=user, defaults={"annotator": True})
    annotate(desk.elsewhere, desk.eve, "river", desk.labels["claim-event"])
    seen, settled = set(), set()
    for story in Story.objects.all():
        member = Membership.objects.filter(story=story, user=user).first()
        member = member or Membership(story=story, user=user)
        member.manager |= user.is_superuser
        if member.roles & SETTLERS:
            settled.add(story.pk)
        if member.roles:
            rows = Annotation.everything.filter(article__story=story)
            seen |= set(rows.filter(visible_to(user, story, member)))
    stories = Story.objects.filter(memberships__user=user) | (
        Story.objects.all() if user.is_superuser else Story.objects.none()
    )
    across = visible_in_stories(user, set(stories.values_list("pk", flat=True)), settled)
    assert set(Annotation.everything.filter(across)) == seen
    assert seen or name in {"zed", "di"}


def test_a_hidden_source_is_found_neither_with_nor_without_it(desk):
    Story.objects.update(hide_sources=True)
    assert "article" not in kinds(desk.ada, "source:harbour")
    assert "article" not in kinds(desk.ada, "-source:meridian")
    assert "annotation" not in kinds(desk.ada, "-source:meridian")
    assert "article" in kinds(desk.ada, "dam")
    assert "article" in kinds(desk.cy, "source:harbour")  # who settles sees it
    ArticleProgress.objects.update_or_create(
        article=desk.article, defaults={"story": desk.story, "stage": "finished"}
    )
    assert "article" in kinds(desk.ada, "source:harbour")  # and everybody once it is finished


def test_words_phrases_and_what_is_left_out(desk):
    assert found(desk.bo, '"dam broke at noon"') == [("article", desk.article.pk)]
    assert found(desk.bo, '"broke dam"') == []
    assert found(desk.bo, "bro* -lake") == []
    assert found(desk.bo, "bro* -giraffe") == [("article", desk.article.pk)]
    assert found(desk.bo, '"the da"*') == [("article", desk.article.pk)]
    assert found(desk.bo, '"breaks the"') == []  # no phrase goes from the title into the text
    assert found(desk.bo, "پائپ") == [("article", desk.article.pk)]
    assert kinds(desk.bo, '-"dam broke" -kind:entity -kind:question') == "annotation note"


def test_what_answers_better_comes_first_and_the_newest_of_what_answers_alike(desk):
    Alias.objects.create(entity=Entity.objects.create(slug="lake", name="Lake"), name="A lake")
    titled = make_article(desk.story, title="The lake", text="It is dry.\n")
    often = make_article(desk.story, title="Water", text="A lake, the lake, no lake.\n")
    indexed()
    keys = [key for _, key in found(desk.bo, "lake kind:article")]
    assert keys == [titled.pk, often.pk, desk.article.pk]
    keys = [key for _, key in found(desk.bo, "lake kind:article", newest=True)]
    assert keys == [often.pk, titled.pk, desk.article.pk]
    assert kinds(desk.bo, "lake", kind="entity") == "entity"
    assert kinds(desk.bo, "lake", kind="entity", story="dam") == ""


def pages(user, query: str, **asked) -> list[list[int]]:
    """All pages, walked through as one follows them."""
    after, walked = None, []
    while True:
        page = find(Sought(read_query(query), after=after, **asked), reach_of(user))
        walked.append([hit.pk for hit in page.hits])
        after = page.next
        if after is None:
            return walked


@pytest.mark.parametrize("newest", [False, True])
def test_pages_repeat_and_leave_out_nothing(desk, newest):
    for number in range(2 * SIZE + 3):
        text = f"A reservoir, number {number}. {'reservoir ' * (number % 4)}\n"
        make_article(desk.story, title=f"Part {number}", text=text)
    indexed()
    walked = pages(desk.bo, "reservoir", newest=newest)
    assert [len(page) for page in walked] == [SIZE, SIZE, 3]
    assert len({key for page in walked for key in page}) == 2 * SIZE + 3


def test_of_very_many_the_newest_are_ranked_and_all_are_listed_by_date(desk):
    for number in range(MOST_RANKED + 5):
        make_article(desk.story, title=f"Part {number}", text=f"A reservoir {number}.\n")
    indexed()
    assert find(Sought(read_query("reservoir")), reach_of(desk.bo)).unranked
    assert sum(map(len, pages(desk.bo, "reservoir"))) == MOST_RANKED
    assert sum(map(len, pages(desk.bo, "reservoir", newest=True))) == MOST_RANKED + 5


def test_more_stories_than_the_index_is_narrowed_by(desk):
    for number in range(70):
        story = Story.objects.create(slug=f"more-{number}", title=f"More {number}")
        Membership.objects.create(story=story, user=desk.bo, annotator=True)
    assert kinds(desk.bo, "breaks") == "article"
    assert kinds(desk.bo, "okapihoof") == ""
    assert kinds(person("new"), "breaks") == ""
