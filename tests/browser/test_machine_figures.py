"""The pages of what a machine comes to, and its lane, looked at wide and narrow, light and dark."""

from datetime import timedelta

import pytest
from django.urls import reverse

from annotator.annotations.models import ArticleProgress, Assignment
from annotator.background.work import Progress
from annotator.machines.models import AidRule, MachineReading, Shows
from annotator.reconciliation.machine_figures.counting import count_machines
from tests.browser.test_pages import no_sideways
from tests.conftest import TEXT, make_article, member
from tests.machines.making import machine_for, read_by, span
from tests.reconciliation.conftest import mark, submit
from tests.reconciliation.machine_figures.test_keeping import NOON, read_at

pytestmark = pytest.mark.browser
LOOKS = [
    {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
]


@pytest.fixture
def machine(transactional_db, story, mo, ada, bo, cy, labels):
    """A dozen articles with suggestions and without, one of them finished."""
    di = member(story, "di", "annotator")
    wanted = machine_for(
        story, mo, "Cues of the harbour desk", shows=Shows.SUGGESTIONS, unaided=0,
        since=NOON - timedelta(days=1),
    )  # fmt: skip
    AidRule.objects.create(
        of=wanted, shows=Shows.SUGGESTIONS, unaided_percent=100, seed="s", by=mo,
        since=NOON + timedelta(hours=1),
    )  # fmt: skip
    for number in range(31):
        article = make_article(story, title=f"Article {number}", text=f"{TEXT}{number}")
        marks = [("Kasur", "entity-place"), ("Karachi", "entity-person")]
        read_by(wanted, article, [span(article, *one, confidence=0.82) for one in marks])
        MachineReading.objects.update(submitted_at=NOON - timedelta(hours=1))
        read_at(article, ada, NOON, 4 + number % 3, "Kasur")
        read_at(
            article, bo, NOON + timedelta(hours=2), 8, *(["Karachi", "Kasur"][: 1 + number % 2])
        )
        mark(article, di, "minister", "entity-person")
        submit(article, di)
    for words in ("Kasur", "Karachi", "minister"):
        mark(article, cy, words, "entity-place", layer="gold")
    ArticleProgress.objects.filter(pk=article.pk).update(stage="finished")
    Assignment.objects.update(text_version=1)
    count_machines(story, Progress())
    return wanted


def looked_at(open_as, user, address, name, screens, accessible):
    for look in LOOKS:
        page = open_as(user, **look)
        assert page.goto(address).status == 200
        no_sideways(page)
        accessible(page)
        screens(page, f"{name}-{look['viewport']['width']}")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("machine_effect", ""),
        ("machine_effect", "?kind=claim"),
        ("machine_stand_in", "?kind=entity"),
        ("machine_stand_in", ""),
        ("machine_passages", "?kind=entity&what=missed"),
        ("machine_passages", "?kind=entity&what=only"),
    ],
)
def test_its_figures(machine, open_as, cy, screens, accessible, name, query):
    address = reverse(f"reconciliation:{name}", args=["pipeline", machine.pk]) + query
    looked_at(open_as, cy, address, f"{name}{query.strip('?')}", screens, accessible)


def test_before_anything_is_known(
    transactional_db, story, mo, labels, open_as, screens, accessible
):
    wanted = machine_for(story, mo)
    for name in ("machine_effect", "machine_stand_in"):
        address = reverse(f"reconciliation:{name}", args=["pipeline", wanted.pk])
        looked_at(open_as, mo, address, f"{name}-empty", screens, accessible)
    count_machines(story, Progress())
    address = reverse("reconciliation:machine_effect", args=["pipeline", wanted.pk])
    looked_at(open_as, mo, address, "machine_effect-nothing", screens, accessible)


def test_its_lane_is_taken_as_a_draft(machine, open_as, cy, screens, accessible):
    AidRule.objects.update(shows=Shows.LANE)
    article = machine.story.articles.exclude(progress__stage="finished").first()
    address = reverse("reconciliation:settle", args=[article.pk])
    looked_at(open_as, cy, f"{address}?names=1", "lane", screens, accessible)
    page = open_as(cy)
    page.goto(address)
    page.keyboard.press("j")
    page.locator(".place .lane.machine button", has_text="Take as a draft").first.click()
    form = page.locator(".editor form.edit")
    form.wait_for()
    assert form.locator("[name=reason]").input_value() == (
        "Taken from Cues of the harbour desk (machine)."
    )
    screens(page, "lane-draft")
    form.get_by_role("button", name="Accept as edited").click()
    page.locator(".outcome q", has_text="Taken from Cues").first.wait_for(state="attached")
