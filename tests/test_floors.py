"""Templates and addresses keep the floors as imports do: none points to a floor above its own.

The frame, which is `templates/` itself and the modules of `annotator/` itself, is the lowest floor.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.template import Node, Template, engines
from django.template.base import FilterExpression
from django.template.defaulttags import URLNode
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.static import StaticNode

from annotator.navigation import DeskApp

ROOT = Path(__file__).resolve().parent.parent
FRAME = "the frame"
FLOORS = {
    FRAME: 0,
    "articles": 1,
    "people": 2,
    "vocabulary": 2,
    "annotations": 3,
    "machines": 4,
    "reconciliation": 5,
    "comparison": 6,
    "webhooks": 7,
    "exchange": 8,
    "search": 9,
    "desk": 10,
    "api": 11,
}
STATIC = {
    "workbench": "annotations",
    "worker": "annotations",
    "account": "people",
    "mfa": "people",
    "socialaccount": "people",
}
"""Folders of `static/` that are not called as the floor they belong to."""
COMPOSE_THE_DESK = {
    # Django asks the settings which view is the front page and which one signs in.
    "annotator/settings/signing_in.py",
    "annotator/settings/__init__.py",
    # Every app is routed here: an address may begin as an app is called.
    "annotator/urls.py",
}
APPS = "|".join(set(FLOORS) - {FRAME})
VIEW = re.compile(rf"({APPS}):[a-z_]*")
ADMIN_VIEW = re.compile(rf"admin:({APPS})_[a-z_]+")
TEMPLATE = re.compile(rf"({APPS})/[\w/.-]*")

Pointer = tuple[str, str]
"""What is pointed to, and its floor."""


def floor_of_path(path: str) -> str:
    """The floor of a template or a static file, by its first folder."""
    parts = path.removeprefix("admin/").split("/")
    floor = STATIC.get(parts[0], parts[0])
    return floor if len(parts) > 1 and floor in FLOORS else FRAME


def floor_of_view(name: str) -> str:
    found = ADMIN_VIEW.fullmatch(name) or VIEW.fullmatch(name)
    return found[1] if found else FRAME


def pointers(template: Template) -> Iterator[Pointer]:
    """What a template extends, includes, links to and loads."""
    for node in template.nodelist.get_nodes_by_type(Node):
        if isinstance(node, ExtendsNode):
            name = written(node.parent_name)
            yield name, floor_of_path(name)
        elif isinstance(node, IncludeNode):
            name = written(node.template)
            yield name, floor_of_path(name)
        elif isinstance(node, URLNode):
            if any(made is admin_urlname for made, _ in node.view_name.filters):
                continue  # a page of the admin leads to others of the model that it is about
            name = written(node.view_name)
            yield name, floor_of_view(name)
        elif isinstance(node, StaticNode):
            name = written(node.path)
            yield name, floor_of_path(name)


def written(expression: FilterExpression) -> str:
    """The name that a tag has as a literal: one that is computed could point anywhere."""
    assert isinstance(expression.var, str), f"{expression.token} is not written out"
    return str(expression.var)


def upward(floor: str, found: Iterator[Pointer]) -> list[str]:
    return [to for to, above in found if FLOORS[above] > FLOORS[floor]]


def python_pointers(source: str) -> Iterator[Pointer]:
    """Views and templates that a module names, whatever it does with the names."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        for shape in (VIEW, ADMIN_VIEW, TEMPLATE):
            if match := shape.fullmatch(node.value):
                yield node.value, match[1]


def floor_of_module(path: str) -> str:
    parts = path.split("/")
    if parts[0] == "annotator":
        return parts[1] if parts[1] in FLOORS else FRAME
    return parts[0]


TEMPLATES = sorted(
    str(path.relative_to(ROOT / "templates"))
    for path in (ROOT / "templates").rglob("*.*")
    if path.suffix in {".html", ".txt"}
)
MODULES = sorted(
    str(path.relative_to(ROOT))
    for package in ("annotator", "articles")
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts
)


def test_no_template_points_upward():
    engine = engines["django"].engine
    wrong = {
        name: found
        for name in TEMPLATES
        if (found := upward(floor_of_path(name), pointers(engine.get_template(name))))
    }
    assert TEMPLATES
    assert not wrong


def test_no_module_names_a_view_or_a_template_above_it():
    wrong = {
        path: found
        for path in MODULES
        if path not in COMPOSE_THE_DESK
        and (found := upward(floor_of_module(path), python_pointers((ROOT / path).read_text())))
    }
    assert MODULES
    assert not wrong


def test_each_app_declares_ways_and_tabs_to_its_own_views_only():
    """What points upward for the others is declared above, or nothing would be gained."""
    from django.apps import apps

    declared = 0
    for app in apps.get_app_configs():
        if not isinstance(app, DeskApp):
            continue
        views = [*app.ways.values(), *(tab.view for tab in app.story_tabs)]
        declared += len(views)
        # allauth's views have names of its own; `people` routes them.
        spaces = {view.split(":")[0] for view in views if not view.startswith("account_")}
        assert spaces <= {app.label}, app.label
    assert declared


@pytest.mark.parametrize(
    "name, source",
    [
        ("_frame.html", "{% url 'people:sign_in' %}"),
        ("people/page.html", "{% extends 'desk/page.html' %}"),
        ("people/page.html", "{% if a %}{% for b in c %}{% url 'desk:home' %}{% endfor %}{% endif %}"),
        ("annotations/page.html", "{% include 'reconciliation/_part.html' %}"),
        ("annotations/page.html", "{% url 'admin:reconciliation_comment_changelist' as there %}"),
        ("admin/vocabulary/page.html", "{% url 'admin:annotations_annotation_changelist' %}"),
        ("reconciliation/page.html", "{% load static %}{% static 'comparison/names.css' %}"),
    ],
)  # fmt: skip
def test_a_template_that_points_upward_is_seen(name, source):
    assert upward(floor_of_path(name), pointers(Template(source)))


def test_a_template_that_points_downward_is_free():
    source = (
        "{% extends '_story_page.html' %}{% block content %}{% url 'admin:index' %}"
        "{% url 'annotations:workbench' 1 %}{% include 'annotations/_due.html' %}{% endblock %}"
    )
    assert upward("reconciliation", pointers(Template(source))) == []


@pytest.mark.parametrize("source", ["{% include part %}", "{% extends page %}", "{% url view %}"])
def test_a_name_that_is_computed_is_refused(source):
    with pytest.raises(AssertionError, match="not written out"):
        list(pointers(Template(source)))


@pytest.mark.parametrize(
    "source", ["reverse('desk:home')", "redirect(f'desk:{way}')", "render(r, 'desk/home.html')"]
)
def test_a_module_that_points_upward_is_seen(source):
    assert upward("articles", python_pointers(source))
