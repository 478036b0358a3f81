"""The fields of a list's filter are, drawn by hand, what Django's templates draw."""

import re

import django_filters as filters
import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from annotator.desk.filters import Sorted
from annotator.lists.filter_form import filter_fields
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
