"""Machine readers in the browser: one is made and let read, and its pages are fit for every screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotator.machines.models import MachineReading, MachineRun
from annotator.machines.runs import actions
from annotator.machines.runs.limits import RunLimit
from tests.conftest import make_article
from tests.machines.making import machine_for, read_by, span

LONG = "Readerthatiscalledbyonewordonlyandaverylongoneindeed " * 2
WORDS = "The endpoint answered 503, which is to say that it has too much to do: try again later."
SCREENS = [
    {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
]


@pytest.fixture
def pages(story, mo, article, other_article, labels) -> dict[str, str]:
    """A page of each kind: with long names, a run that failed and one that rests."""
    make_article(story, title="A third article whose title is long " * 4, text="Third.\n")
    machine = machine_for(
        story, mo, LONG.strip()[:100], engine="endpoint", model="org/" + "model" * 20,
        prompt="Mark what is claimed.\n" * 9, options={"endpoint": "local"}, shows="suggestions",
    )  # fmt: skip
    read_by(machine, article, [span(article, "Karachi", "entity-place")], **{"no such label": 3})
    run = actions.ask_run(machine, "due", mo)
    actions.begin(run)
    MachineReading.objects.filter(article=other_article).update(
        state="failed", why=WORDS, due_at=None
    )
    MachineRun.objects.filter(pk=run.pk).update(failed=1)
    actions.end(run, "failed", f"Its last 10 tries went wrong, the last so: {WORDS}")
    rests = actions.ask_run(machine, "chosen", mo, [article])
    actions.begin(rests)
    midnight = timezone.now() + timedelta(days=1)
    actions.pause(rests, RunLimit("It has taken up 2 articles today, its limit a day.", midnight))
    all_ = f"/stories/{story.slug}/machines/"
    one = f"{all_}{machine.pk}/"
    return {
        "list": all_, "new": f"{all_}new?from={machine.pk}", "one": one,
        "settings": f"{one}settings", "counts": f"{one}counts", "runs": f"{one}runs/",
        "failed": f"{one}runs/{run.pk}/", "paused": f"{one}runs/{rests.pk}/",
        "none": f"{all_}?text=nonsense",
    }  # fmt: skip


@pytest.mark.parametrize("screen", SCREENS, ids=["wide and light", "narrow and dark"])
def test_every_page_is_fit_for_the_screen(open_as, accessible, mo, pages, screen):
    page = open_as(mo, **screen)
    for name, address in pages.items():
        assert page.goto(address).status == 200, name
        accessible(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} px too wide"


def test_one_is_made_and_reads(open_as, mo, article, labels, work_done):
    page = open_as(mo)
    page.goto("/stories/pipeline/machines/")
    page.get_by_role("link", name="Add a machine").first.click()
    page.get_by_label("Name").fill("Weak cues")
    page.get_by_label("Engine").select_option("cues")
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("button", name="Read what is due").click()
    page.get_by_text("0 of 1", exact=True).wait_for()
    work_done()
    page.locator("header .chip.good", has_text="done").wait_for()  # the page looks by itself
    page.get_by_role("link", name="Pipeline talks").wait_for()
