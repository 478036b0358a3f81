"""The fields of a list's filter are, drawn by hand, what Django's templates draw."""

import html
import re

import django_filters as filters
import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from annotator.desk.filters import Sorted
from annotator.lists.filter_form import filter_chips, filter_fields
from annotator.people.models import User
from articles.models import Story

pytestmark = pytest.mark.django_db


class StoriesFilter(filters.FilterSet):
    """A field of every kind."""

    text = filters.CharFilter(field_name="title", label="Title has “<b>”")
    story = filters.ModelChoiceFilter(
        queryset=Story.objects.all(), empty_label="Every & any", label="Story", method="by_state"
    )
    who = filters.ModelMultipleChoiceFilter(
        field_name="memberships__user",
        queryset=User.objects.all(),
        label="Members",
        help_text="Any of <these>.",
    )
    state = filters.ChoiceFilter(
        choices=[("a", "<i>A</i>"), ("b", "B")], empty_label="Any", label="State", method="by_state"
    )
    sort = Sorted("As they are", fields={"title": "title"}, choices=[("title", "Title")])

    class Meta:
        model = Story
        fields: list[str] = []

    def by_state(self, stories, name, value):
        return stories


def squeezed(page: str) -> str:
    return re.sub(r"\s+(?=<)|(?<=>)\s+|(?<=\s)\s+", "", page).strip()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "text=%22%3Cscript%3E&state=b&sort=title&story={pk}",
        "state=none&story=x&sort=zzz",
        "text=&state=",
        "who={who}&who=x",
        "who={who}",
    ],
)
def test_as_the_templates_draw_them(story, ada, query):
    Story.objects.create(slug="other", title="Bread & <b>butter</b>")
    listed = StoriesFilter(QueryDict(query.format(pk=story.pk, who=ada.pk)), Story.objects.all())
    listed.qs.first()
    by_template = "".join(render_to_string("_field.html", {"field": one}) for one in listed.form)
    drawn = squeezed(filter_fields(listed.form))
    assert drawn == squeezed(by_template)
    assert drawn.count("<option") == 9
    assert "Bread &amp; &lt;b&gt;" in drawn


def chips(query: str) -> dict[str, str]:
    """What is set, in words, each with the address of the list without it."""
    listed = StoriesFilter(QueryDict(query), Story.objects.all())
    listed.qs.first()
    drawn = filter_chips(listed.form, QueryDict(query), "/list/")
    links = re.findall(r'<a class="chip" href="([^"]*)">(.*?) <span aria-hidden', drawn)
    return {html.unescape(words): html.unescape(address) for address, words in links}


def test_what_is_set_is_said_and_goes_with_a_click(story, ada):
    query = f"text=<b>&state=b&story={story.pk}&who={ada.pk}&sort=title&page=3&mine=1"
    said = chips(query)
    assert list(said) == [
        "Title has “<b>”: “<b>”", f"Story: {story}", f"Members: {ada}", "State: B", "Sort by: Title",
    ]  # fmt: skip
    rest = QueryDict(said["State: B"].partition("?")[2])
    assert rest == QueryDict(query.replace("&state=b", "").replace("&page=3", ""))
    assert chips("state=b&page=2") == {"State: B": "/list/"}


@pytest.mark.parametrize("query", ["", "text=&state=&page=2", "state=none&sort=zzz&story=x"])
def test_what_is_not_set_or_refused_is_not_said(query):
    assert chips(query) == {}


def test_the_things_of_a_choice_are_not_read_once_more(story, django_assert_num_queries):
    listed = StoriesFilter(QueryDict(f"story={story.pk}"), Story.objects.all())
    listed.qs.first()
    with django_assert_num_queries(0):
        assert str(story) in filter_chips(listed.form, listed.data, "/list/")
