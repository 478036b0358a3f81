"""The frame's ways and tabs: each leads where its app says, in one order, for whom it is meant."""

import pytest
from django.apps import apps
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse

from annotator.navigation import DeskApp, story_tabs, way
from annotator.people.models import Role


@pytest.mark.parametrize(
    "name, args, view",
    [
        ("home", [], "desk:home"),
        ("story", ["ras-halim"], "desk:story"),
        ("article", [7], "annotations:workbench"),
        ("reviewed", [7], "reconciliation:reviewed"),
        ("sign_out", [], "account_logout"),
    ],
)
def test_a_way_leads_to_the_view_of_its_app(name, args, view):
    assert way(name, *args) == reverse(view, args=args)


def test_a_template_names_the_way():
    drawn = Template("{% load navigation %}{% way 'story' slug %}").render(Context({"slug": "one"}))
    assert drawn == "/stories/one/"


def test_a_way_that_no_app_has_is_refused_by_its_name():
    with pytest.raises(NoReverseMatch, match="'nowhere'"):
        way("nowhere")


def test_every_way_and_every_tab_has_one_app():
    offered = [app for app in apps.get_app_configs() if isinstance(app, DeskApp)]
    ways = [name for app in offered for name in app.ways]
    tabs = [tab for app in offered for tab in app.story_tabs]
    assert len(ways) == len(set(ways))
    assert len(tabs) == len({tab.name for tab in tabs}) == len({tab.order for tab in tabs})
    assert {role for tab in tabs for role in tab.roles} <= set(Role.values)


@pytest.mark.parametrize(
    "roles, words",
    [
        ({Role.ANNOTATOR}, "Articles Editions Export"),
        ({Role.ADJUDICATOR}, "Articles Progress Differences Sources Agreement Export Machines"),
        (
            {Role.MANAGER},
            "Articles Assignments Progress Differences Sources Agreement Members Import Export Machines "
            "Tasks",
        ),
    ],
)
def test_the_tabs_of_a_role_stand_in_one_order(roles, words):
    assert [tab.words for tab in story_tabs("one", roles)] == words.split()


def test_a_tab_leads_into_its_story():
    [articles, *_, export] = story_tabs("one", {Role.ANNOTATOR})
    assert articles == ("articles", "Articles", reverse("desk:story", args=["one"]))
    assert export.address == reverse("exchange:export", args=["one"])


def test_a_story_and_an_article_say_where_they_are_read(story, article):
    assert story.get_absolute_url() == reverse("desk:story", args=[story.slug])
    assert article.get_absolute_url() == reverse("annotations:workbench", args=[article.pk])
