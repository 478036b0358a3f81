"""Every page in a browser: it keeps to the policy, says nothing on the console, and axe finds nothing.

The first two are asserted at the end of every browser test; see conftest.
"""

import pytest
from django.contrib import admin
from django.urls import reverse

from annotator.annotations import actions
from annotator.people.models import Membership, User
from tests.conftest import TEXT, assign
from tests.test_access import DOORS

PAGES = [name for name, door in DOORS.items() if "GET" in door.verbs.split()]
IN_THE_DARK = ["annotations:workbench", "desk:home", "desk:story", "desk:assignments"]
NOT_PAGES = {"exchange:labels", "exchange:readings", "annotations:read_off", "annotations:entities"}


@pytest.fixture
def root(story, bo, article, other_article, labels, questions) -> User:
    """Somebody who may open everything, with something to see on each page."""
    user = User.objects.create_superuser("root", password="correct-horse", first_name="Root")
    Membership.objects.create(
        story=story, user=user, annotator=True, adjudicator=True, manager=True
    )
    assign(article, user)
    assign(article, bo, "submitted")
    assign(other_article, bo)
    for number, (label, quote) in enumerate(
        [
            ("claim-quantity", "1,100 kilometres"),
            ("entity-person", "Omar Reza"),
            ("stance-favour", "praised"),
        ]
    ):
        start = TEXT.index(quote)
        actions.highlight(
            article,
            user,
            id=f"00000000-0000-4000-8000-00000000000{number}",
            label=label,
            start=start,
            end=start + len(quote),
            quote=quote,
        )
    return user


@pytest.fixture
def questions(story):
    return [
        story.questions.create(
            slug="length", wording="How long is the pipeline?", type="quantity", unit="km"
        )
    ]


@pytest.mark.parametrize("name", [name for name in PAGES if name not in NOT_PAGES])
def test_the_page_opens_and_axe_finds_nothing(
    name, open_as, accessible, screens, root, story, article
):
    door = DOORS[name]
    kwargs = door.address or {"story": {"slug": story.slug}, "article": {"pk": article.pk}}.get(
        door.of, {}
    )
    page = open_as(None if door.signed_out else root)
    answer = page.goto(reverse(name, kwargs=kwargs))
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    accessible(page)
    screens(page, name.replace(":", "-"))


def test_the_admin_keeps_to_the_policy(open_as, root):
    page = open_as(root)
    assert page.goto(reverse("admin:index")).status == 200
    for model, shown in admin.site._registry.items():
        at = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert page.goto(reverse(f"{at}_changelist")).status == 200
        if thing := model._base_manager.first():
            assert page.goto(reverse(f"{at}_change", args=[thing.pk])).status == 200
            assert page.goto(reverse(f"{at}_history", args=[thing.pk])).status == 200
        if shown.get_model_perms(type("Request", (), {"user": root})()).get("add"):
            assert page.goto(reverse(f"{at}_add")).status == 200


@pytest.mark.parametrize("name", IN_THE_DARK)
def test_the_dark_page_has_contrast(name, open_as, accessible, screens, root, story, article):
    kwargs = {"story": {"slug": story.slug}, "article": {"pk": article.pk}}.get(DOORS[name].of, {})
    page = open_as(root, color_scheme="dark")
    page.goto(reverse(name, kwargs=kwargs))
    accessible(page)
    screens(page, name.replace(":", "-") + "-dark")
