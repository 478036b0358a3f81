"""The ways through a desk: a page says where it leads, an app above says which view that is.

A template of a lower floor leads to the front page, to a story or to a list that a higher floor
has. It names the way, `{% way "home" %}`, and never the view; the app that has the view declares
the way in its `apps.py`. So do the tabs of a story's pages come together.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.apps import apps
from django.template import Library
from django.urls import NoReverseMatch, reverse

register = Library()


class StoryTab(NamedTuple):
    """A page that stands in the tabs of a story: its name, its words, its view, its place.

    A page says by the name, in its context's `tab`, which of the tabs it is. Tabs stand by their
    `order`. Members with one of the `roles` see the tab; without `roles` every member does.
    """

    name: str
    words: str
    view: str
    order: int
    roles: Sequence[str] = ()


class DeskApp:
    """What an app's configuration tells the frame: its ways and its tabs.

    It is mixed into an AppConfig: as one itself, Django would find two in each `apps.py`.
    """

    ways: Mapping[str, str] = {}
    """The view of each way that lower floors and the frame may lead to."""
    story_tabs: Sequence[StoryTab] = ()


class TabLink(NamedTuple):
    """A tab as it is drawn for one story."""

    name: str
    words: str
    address: str


@register.simple_tag
def way(name: str, *args: object) -> str:
    """Return the address of a way; `args` are those of its view.

    Raises NoReverseMatch where no app has such a way, or where its view takes other arguments.
    """
    for app in _desk_apps():
        if name in app.ways:
            return reverse(app.ways[name], args=args)
    raise NoReverseMatch(f"No app of the desk has a way called {name!r}.")


@register.simple_tag
def story_tabs(slug: str, roles: Collection[str]) -> list[TabLink]:
    """Return the tabs of the story with this slug, as far as these roles open them."""
    open_tabs = [
        tab
        for app in _desk_apps()
        for tab in app.story_tabs
        if not tab.roles or any(role in roles for role in tab.roles)
    ]
    open_tabs.sort(key=lambda tab: tab.order)
    return [TabLink(tab.name, tab.words, reverse(tab.view, args=[slug])) for tab in open_tabs]


def _desk_apps() -> Iterable[DeskApp]:
    return (app for app in apps.get_app_configs() if isinstance(app, DeskApp))
