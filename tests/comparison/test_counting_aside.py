"""What stands in captions, references and links is shown apart from what an article says."""

import pytest
from django.urls import reverse

from annotator.comparison.predictions.predictions import predictions_of
from annotator.vocabulary.models import Entity
from articles.models import Article, Region
from tests.comparison.conftest import rows_ready
from tests.comparison.kept import keep_up
from tests.comparison.sources import ask, claim
from tests.conftest import make_article
from tests.reconciliation.conftest import mark, submit

TEXT = (
    "Omar Reza landed at noon. The pipe is 800 km long.\n"
    "Read more: Reza to open 900 km pipe\n"
    "Omar Reza left.\n"
)


@pytest.fixture
def omar(db):
    return Entity.objects.create(slug="omar-reza", name="Omar Reza")


@pytest.fixture
def paper(story, labels):
    paper = make_article(story, text=TEXT)
    start = TEXT.index("Read")
    Region.objects.create(
        article=paper, start=start, end=TEXT.index("\nOmar Reza left"), role="link"
    )
    return paper


@pytest.fixture
def page(as_user, cy, story):
    def get(name, query=""):
        keep_up(story)
        return as_user(cy).get(reverse(f"comparison:{name}", args=[story.slug]) + query)

    return get


def place_of(article: Article, words: str) -> int:
    return article.text.index(words)


class TestNames:
    def test_a_link_is_no_naming_of_the_articles_own(self, paper, ada, omar, page):
        mark(paper, ada, "Omar Reza", "entity-person", entity=omar)
        mark(paper, ada, "Reza to", "entity-person", entity=omar)
        submit(paper, ada)
        found = page("names")
        (total,) = found.context["page"].object_list
        assert total.count == 1
        shown = found.content.decode()
        apart = shown.split('<small class="aside">')[1].split("</small>")[0]
        assert "Not counted" in apart
        assert f"?at={place_of(paper, 'Reza to')}" in apart
        assert "Reza to" not in shown.replace(apart, "")

    def test_who_is_named_in_a_link_alone_is_listed_without_a_mention(self, paper, ada, omar, page):
        mark(paper, ada, "Reza to", "entity-person", entity=omar)
        submit(paper, ada)
        shown = page("names").content.decode()
        assert '<td class="number" data-name="Mentions">0</td>' in shown
        assert "Not counted" in shown

    def test_a_form_in_a_link_is_not_waiting_to_be_linked(self, paper, ada, omar, page):
        mark(paper, ada, "Reza to", "entity-person")
        submit(paper, ada)
        assert page("names").context["unlinked"] == 0
        mark(paper, ada, "noon", "entity-person")
        assert page("names").context["unlinked"] == 1

    def test_the_table_says_where_it_stands(self, paper, ada, omar, page):
        mark(paper, ada, "Omar Reza", "entity-person", entity=omar)
        mark(paper, ada, "Reza to", "entity-person", entity=omar)
        submit(paper, ada)
        table = b"".join(page("names_csv").streaming_content).decode().splitlines()
        at = table[0].split(",").index("region")
        assert [line.split(",")[at] for line in table[1:]] == ["body", "link"]


class TestStance:
    def test_a_stance_in_a_link_is_told_apart(self, paper, ada, omar, page):
        mark(paper, ada, "landed", "stance-favour", stance_target=omar)
        mark(paper, ada, "to open", "stance-favour", stance_target=omar)
        submit(paper, ada)
        shown = page("stance").content.decode()
        assert "1 in favour" in shown
        assert "2 in favour" not in shown
        assert "1 stance in captions" in shown
        aside = page("stance_passages", "?aside=on").content.decode()
        assert "<b>to open</b>" in aside
        assert "<b>landed</b>" not in aside
        assert "<b>to open</b>" not in page("stance_passages").content.decode()


class TestPredictions:
    def test_a_prediction_in_a_link_is_not_counted_and_a_link_judges_nothing(
        self, paper, story, ada, page
    ):
        question = ask(story)
        claim(paper, ada, "900 km", question, "900", modality="predicted")
        claim(paper, ada, "800 km", question, "800", modality="predicted")
        later = make_article(story, "Daily Meridian", "Later", TEXT.replace("900", "800"))
        later.published_on = "2023-01-01"
        later.save()
        link = later.text.index("Read")
        Region.objects.create(
            article=later, start=link, end=later.text.index("\nOmar Reza l"), role="caption"
        )
        mark_in_link = later.text.index("800 km pipe")
        claim(later, ada, "800 km pipe", question, "800")
        submit(paper, ada)
        submit(later, ada)
        rows_ready()
        own, aside = predictions_of(story, frozenset())
        assert (own.said.text, own.aside, own.judges) == ("800 km", "", [])
        assert (aside.said.text, aside.aside) == ("900 km", "link")
        assert mark_in_link > link
        found = page("predictions")
        assert dict(found.context["numbers"])["open"] == 1
        assert "not counted: link" in found.content.decode()
