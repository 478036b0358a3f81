"""No page can be forgotten: every address of the table, and every page of the admin, opens in a
browser that watches the policy and the console (conftest asserts both at the end)."""

from collections import defaultdict
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.urls import resolve, reverse

from annotator.annotations.recording import actions
from annotator.machines.runs.actions import ask_run
from annotator.people.models import Membership, User
from annotator.webhooks.actions import send_test
from tests.access.doors import DOORS
from tests.browser.test_pages import PAGES as LOOKED_AT
from tests.comparison.editions.stored import stored_edition
from tests.comparison.leads.making import asserted, brought
from tests.conftest import TEXT, assign
from tests.machines.making import machine_for
from tests.webhooks.receivers import hook

NOT_PAGES = {
    "live",
    "ready",
    "metrics",
    # What an organisation's sign-in says to a browser that it has not sent: 401.
    "openid_connect_callback",
    "saml_finish_acs",
    "saml_metadata",
    "saml_sls",
    "socialaccount_login_error",
    "exchange:format_file",
    "api:openapi",
    "exchange:labels",
    "exchange:methods_latex",
    "exchange:methods_markdown",
    "exchange:article_labels",
    "exchange:readings",
    "exchange:agreement",
    "exchange:machine_readers",
    "exchange:machine_readings",
    "exchange:machine_effect",
    "exchange:stand_in",
    "exchange:diagnosis",
    "exchange:decisions",
    "desk:failed_tasks",
    "desk:stored",
    "desk:original_file",
    "desk:original_facts",
    "desk:fetched_page",
    "desk:who_is_here",
    "desk:who_is_where",
    "desk:who_settles_mine",
    "annotations:codebook_csv",
    "annotations:codebook_qdc",
    "annotations:proposals",
    "annotations:read_off",
    "annotations:entities",
    "annotations:further",
    "annotations:my_history",
    "annotations:service_worker",
    "annotations:still_there",
    "annotations:suggestions",
    "reconciliation:edit",
    "reconciliation:alike",
    "comparison:shared",
    "comparison:question",
    "comparison:name",
    "comparison:unanswered_csv",
    "comparison:predictions_csv",
    "comparison:voices_csv",
    "comparison:corrections_csv",
    "comparison:leads_csv",
    "comparison:found",
    "comparison:edition_json",
    "comparison:public_edition_json",
    "comparison:conflicts_csv",
    "comparison:names_csv",
    "comparison:stance_csv",
    "comparison:stance_graphml",
}
ASKED = {
    "reconciliation:passages": "?kind=claim&one=claim-quantity&two=missed",
    "reconciliation:machine_passages": "?kind=claim&what=missed",
    "annotations:codebook_changes": "?old=1&new=1",
}
"""What a page that needs a question is asked."""
ELSEWHERE = {
    resolve(address.format_map(defaultdict(int)).partition("?")[0]).view_name
    for _, address in LOOKED_AT.values()
}
"""Pages that test_pages opens, on a fuller desk and with the same watch."""
PAGES = [
    name
    for name, door in DOORS.items()
    if "GET" in door.verbs.split() and name not in NOT_PAGES | ELSEWHERE
]
MARKS = [
    ("claim-quantity", "1,100 kilometres"),
    ("entity-person", "Omar Reza"),
    ("stance-favour", "praised"),
]


@pytest.fixture
def root(story, bo, article, other_article, labels) -> User:
    """Somebody who may open everything, with something to see on each page."""
    user = User.objects.create_superuser("root", password="correct-horse", first_name="Root")
    Membership.objects.create(
        story=story, user=user, annotator=True, adjudicator=True, manager=True
    )
    story.questions.create(slug="length", wording="How long is it?", type="quantity", unit="km")
    assign(article, user)
    assign(article, bo, "submitted")
    for number, (label, quote) in enumerate(MARKS):
        start = TEXT.index(quote)
        id = f"00000000-0000-4000-8000-00000000000{number}"
        end = start + len(quote)
        actions.highlight(article, user, id=id, label=label, start=start, end=end, quote=quote)
    return user


def test_every_page_opens(open_as, root, bo, story, article, other_article, invitation):
    things = {
        "story": {"slug": story.slug},
        "format": {"slug": story.slug, "name": "w3c"},
        "article": {"pk": article.pk},
        "read": {"pk": other_article.pk},
        "question": {"slug": story.slug, "pk": story.questions.get().pk},
        "edition": {"slug": story.slug, "number": stored_edition(story, bo).number},
        "webhook": {"slug": story.slug, "pk": (webhook := hook(story, root)).pk},
    }
    test = send_test(webhook)
    [lead] = brought(story, root, asserted(other_article, "800 km", other_article, "Another"))
    things["lead"] = {"slug": story.slug, "pk": lead.pk}
    things["delivery"] = things["webhook"] | {"delivery": test.pk}
    things["machine"] = {"slug": story.slug, "pk": (machine := machine_for(story, root)).pk}
    things["run"] = things["machine"] | {"run": ask_run(machine, "due", root).pk}
    assign(other_article, root, "submitted")
    signed_in, signed_out = open_as(root), open_as(None)
    for name in PAGES:
        door = DOORS[name]
        page = signed_out if door.signed_out else signed_in
        of = things.get(door.of, {})
        if name.startswith("reconciliation:") and door.of == "article":
            of = {"pk": other_article.pk}  # the other one is still to be read by whoever looks
        elif door.of == "version":
            of = {"pk": other_article.pk, "number": 1}
        address = reverse(name, kwargs=door.address or of)
        assert page.goto(address + ASKED.get(name, "")).status == 200, address
        assert page.locator("h1").count() == 1, f"{address} needs one heading that names it"


def test_the_admin_opens(open_as, root):
    page = open_as(root)
    assert page.goto(reverse("admin:index")).status == 200
    for model, shown in admin.site._registry.items():
        at = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        addresses = [reverse(f"{at}_changelist")]
        if thing := model._default_manager.first():
            addresses += [
                reverse(f"{at}_{view}", args=[thing.pk]) for view in ("change", "history")
            ]
        if shown.has_add_permission(SimpleNamespace(user=root)):
            addresses.append(reverse(f"{at}_add"))
        for address in addresses:
            assert page.goto(address).status == 200, address
