"""What part of an article has which role: stored with it, set anew, put back."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

from articles import actions
from articles.intake.drafts import Draft
from articles.models import Article, Region
from articles.parts import Part
from articles.regions import Replaced, parts_of, put_back, replace_region
from tests.conftest import make_article

TEXT = "Talks at the harbour\nThey met on Monday.\nRead more: The strike\nThey parted on Friday.\n"
LINK = TEXT.index("Read"), TEXT.index("\nThey parted")


@pytest.fixture
def paper(story):
    return make_article(story, title="Talks at the harbour", text=TEXT)


@pytest.fixture
def with_link(paper):
    Region.objects.create(article=paper, start=LINK[0], end=LINK[1], role="link")
    return paper


def test_an_article_comes_in_with_its_regions(story):
    drafts = [
        Draft(f"{number}", "The Post", "Talks at the harbour", f"{TEXT}{number}\n")
        for number in range(3)
    ]
    actions.store(story, drafts)
    for article in Article.objects.all():
        assert parts_of(article) == [Part(0, 20, "headline"), Part(*LINK, "link")]
    assert set(Region.objects.values_list("origin", flat=True)) == {"intake"}


def test_the_pages_own_markup_counts(story):
    draft = Draft("1", "The Post", "A", TEXT, markup={"theymetonmonday": "caption"})
    actions.store(story, [draft])
    assert Part(21, 40, "caption") in parts_of(Article.objects.get())


def test_articles_that_were_there_get_theirs_by_the_migration(with_link, story, monkeypatch):
    more = [make_article(story, f"Source {n}", "Talks at the harbour", TEXT) for n in range(3)]
    migration = import_module("articles.migrations.0007_propose_regions")
    monkeypatch.setattr(migration, "PORTION", 2)
    editor = SimpleNamespace(connection=connection)
    migration.propose(apps, editor)
    migration.propose(apps, editor)  # interrupted, and begun anew: nothing twice
    assert [len(parts_of(one)) for one in more] == [2, 2, 2]
    assert len(parts_of(with_link)) == 1


def test_a_part_gets_a_role_without_the_space_around_it(paper):
    done = replace_region(paper, 20, 41, "caption", "manager")
    assert parts_of(paper) == [Part(21, 40, "caption")]
    assert done == Replaced([], [(21, 40, "caption", "manager")])


def test_what_it_lies_over_is_cut(with_link):
    start = LINK[0] + 5
    replace_region(with_link, start, start + 4, "caption", "manager")
    assert parts_of(with_link) == [
        Part(LINK[0], start, "link"),
        Part(start, start + 4, "caption"),
        Part(start + 4, LINK[1], "link"),
    ]


@pytest.mark.parametrize("role", ["body", "caption", "link"])
@pytest.mark.parametrize("span", [LINK, (LINK[0] - 8, LINK[0] + 4), (LINK[0] + 4, len(TEXT) - 5)])
def test_putting_it_back_leaves_no_trace(with_link, role, span):
    before = list(Region.objects.values_list("start", "end", "role", "origin"))
    done = replace_region(with_link, *span, role, "manager")
    assert list(Region.objects.values_list("start", "end", "role", "origin")) != before
    put_back(with_link, done)
    assert list(Region.objects.values_list("start", "end", "role", "origin")) == before


def test_what_was_changed_again_is_not_put_back(with_link):
    first = replace_region(with_link, *LINK, "caption", "manager")
    second = replace_region(with_link, *LINK, "body", "manager")
    with pytest.raises(ValidationError, match="changed again"):
        put_back(with_link, first)
    put_back(with_link, second)
    put_back(with_link, first)
    assert parts_of(with_link) == [Part(*LINK, "link")]


@pytest.mark.parametrize(
    "span, role, message",
    [
        ((0, 999), "caption", "do not stand"),
        ((5, 5), "caption", "do not stand"),
        ((20, 21), "caption", "Nothing is selected"),
        ((21, 40), "body", "body already"),
    ],
)
def test_what_makes_no_sense_is_refused(with_link, span, role, message):
    with pytest.raises(ValidationError, match=message):
        replace_region(with_link, *span, role, "manager")
    assert parts_of(with_link) == [Part(*LINK, "link")]


def test_the_same_again_by_a_manager_is_refused(with_link):
    replace_region(with_link, *LINK, "link", "manager")  # a proposal that a manager confirms
    with pytest.raises(ValidationError, match="link already"):
        replace_region(with_link, *LINK, "link", "manager")
