"""Every page, light and dark, wide and narrow: no breach of the policy, nothing axe finds, nothing
that runs out of a phone's width. With SCREENS=folder, a picture of each in all four looks."""

import os

import pytest
from playwright.sync_api import Page, expect

from annotator.annotations.models import Annotation
from annotator.desk.demo.load import load_demo
from annotator.people.invitations import actions
from annotator.people.models import Invitation, User
from annotator.reconciliation.agreement.keeping.tasks import refresh_agreement
from annotator.vocabulary.actions import load_default_labels
from annotator.vocabulary.models import Entity, Question
from articles.models import Article, Story
from tests.background.tasks import count, poison, refuse
from tests.conftest import INVITED
from tests.waiting_work import run_what_waits

# Both schemes and both widths, crossed; the other two crossings only where pictures are wanted.
LOOKS = [("light", 1440, 900), ("dark", 390, 844)]
if os.environ.get("SCREENS"):
    LOOKS += [("dark", 1440, 900), ("light", 390, 844)]

# Page -> who opens it.
PAGES = {
    "sign-in": (None, "/accounts/sign-in/"),
    "forgotten": (None, "/accounts/password/forgotten/"),
    "account": ("mo", "/accounts/"),
    "api": ("mo", "/api/v1/"),
    "home": ("ada", "/"),
    "home-adjudicator": ("cy", "/"),
    "home-manager": ("mo", "/"),
    "home-empty": ("admin", "/"),
    "my-articles": ("ada", "/my-articles/"),
    "workbench": ("ada", "/articles/{open}/"),
    "workbench-submitted": ("ada", "/articles/{submitted}/"),
    "workbench-arabic": ("bo", "/articles/{arabic}/"),
    "reading": ("mo", "/articles/{open}/"),
    "reviewed": ("ada", "/articles/{finished}/reviewed/"),
    "reviewed-early": ("ada", "/articles/{submitted}/reviewed/"),
    "stories": ("mo", "/stories/"),
    "new-story": ("admin", "/new-story/"),
    "story": ("mo", "/stories/{story}/"),
    "story-annotator": ("ada", "/stories/{story}/"),
    "edit-story": ("mo", "/stories/{story}/edit/"),
    "members": ("mo", "/stories/{story}/members/"),
    "progress": ("mo", "/stories/{story}/progress/"),
    "progress-articles": ("mo", "/stories/{story}/progress/articles/"),
    "differences": ("cy", "/stories/{story}/differences/"),
    "differences-manager": ("mo", "/stories/{story}/differences/?type=missed"),
    "flags": ("cy", "/stories/{story}/flags/"),
    "conflicts": ("cy", "/stories/{story}/conflicts/"),
    "conflicts-row": ("cy", "/stories/{story}/conflicts/{question}/"),
    "agreement": ("mo", "/stories/{story}/agreement/?kind=entity"),
    "agreement-pair": ("cy", "/stories/{story}/agreement/?kind=claim&pair=ada,bo"),
    "agreement-passages": (
        "mo",
        "/stories/{story}/agreement/passages/?kind=entity&one=entity-event&two=missed",
    ),
    "names": ("cy", "/stories/{story}/names/"),
    "name": ("admin", "/stories/{story}/name/?entity={slug}"),
    "names-unlinked": ("mo", "/stories/{story}/names/?show=unlinked"),
    "stance": ("cy", "/stories/{story}/stance/"),
    "stance-passages": ("cy", "/stories/{story}/stance/passages/"),
    "stance-network": ("mo", "/stories/{story}/stance/network/"),
    "voices": ("mo", "/stories/{story}/voices/"),
    "voices-nearly": ("cy", "/stories/{story}/voices/?show=nearly"),
    "predictions": ("mo", "/stories/{story}/predictions/"),
    "questions": ("mo", "/stories/{story}/questions/"),
    "unanswered": ("cy", "/stories/{story}/unanswered/"),
    "invitation": (None, "/accounts/invitation/" + INVITED + "/"),
    "invitation-member": ("cy", "/accounts/invitation/" + INVITED + "/"),
    "assignments": ("mo", "/stories/{story}/assignments/"),
    "given": ("mo", "/stories/{story}/assignments/given/"),
    "import": ("mo", "/stories/{story}/import/"),
    "tasks": ("admin", "/tasks/"),
    "tasks-empty": ("ada", "/tasks/"),
    "story-tasks": ("mo", "/stories/{story}/tasks/"),
    "export": ("mo", "/stories/{story}/export/"),
    "brief": ("cy", "/stories/{story}/brief/"),
    "search": ("mo", "/search/"),
    "search-found": ("cy", "/search/?q=the"),
    "search-none": ("ada", "/search/?q=nothing-of-the-sort"),
    "search-unread": ("ada", "/search/?q=dam+colour:red"),
    "password": ("ada", "/accounts/password/"),
    "not-found": ("ada", "/stories/nothing-here/"),
    "forbidden": ("ada", "/stories/{story}/members/"),
    "admin": ("admin", "/admin/"),
    "admin-annotations": ("admin", "/admin/annotations/annotation/"),
    "admin-articles": ("admin", "/admin/articles/article/"),
    "admin-article": ("admin", "/admin/articles/article/{open}/change/"),
    "admin-label": ("admin", "/admin/vocabulary/label/claim-quantity/change/"),
    "admin-entities": ("admin", "/admin/vocabulary/entity/"),
    "admin-entity": ("admin", "/admin/vocabulary/entity/{entity}/change/"),
    "admin-entity-split": ("admin", "/admin/vocabulary/entity/{entity}/split/"),
    "admin-annotation": ("admin", "/admin/annotations/annotation/{annotation}/change/"),
    "admin-annotation-history": ("admin", "/admin/annotations/annotation/{annotation}/history/"),
    "admin-entity-new": ("admin", "/admin/vocabulary/entity/add/"),
    "admin-user-new": ("admin", "/admin/people/user/add/"),
    "admin-members": ("admin", "/admin/people/membership/"),
}


@pytest.fixture
def demo(transactional_db):
    load_default_labels()
    load_demo()
    ada, mo = User.objects.get(username="ada"), User.objects.get(username="mo")
    refresh_agreement.now(Story.objects.get().pk)
    letter = actions.invite(Story.objects.get(), "ned@example.org", ["annotator"], mo)
    Invitation.objects.filter(pk=letter.pk).update(token_hash=actions.hash_token(INVITED))
    mine = Article.objects.filter(assignments__annotator=ada)
    for ask, arguments in ((count, [240]), (refuse, []), (poison, []), (count, [12])):
        ask.ask(*arguments, story_id=letter.story_id, by=mo)
        if arguments != [12]:
            run_what_waits(may_fail=True)
    return {
        "story": Story.objects.get().slug,
        "open": mine.get(assignments__state="in progress").pk,
        "submitted": mine.filter(assignments__state="submitted").first().pk,
        "finished": mine.get(progress__stage="finished").pk,
        "arabic": Article.objects.get(language="ar").pk,
        "question": Question.objects.get(slug="length").pk,
        "entity": Entity.objects.filter(mentions__isnull=False).first().pk,
        "slug": Entity.objects.filter(mentions__isnull=False).first().slug,
        "annotation": Annotation.objects.first().pk,
    }


def no_sideways(page: Page) -> None:
    page.wait_for_load_state()  # with its styles
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0, f"{page.url} runs {wide} pixels out of the window"


def columns_are_even(page: Page) -> None:
    """What the sources say takes the height of a column, on the screen and in print, not of all of it."""
    page.set_viewport_size({"width": 1440, "height": 900})
    for medium in ("print", "screen"):
        page.emulate_media(media=medium)
        sides = page.locator(".brief .sides").evaluate_all(
            """all => all.map((one) => [one.getBoundingClientRect().height,
              [...one.children].reduce((sum, side) => sum + [...side.getClientRects()].reduce((all, { height }) => all + height, 0), 0)])"""
        )
        assert sides
        assert all(height < 0.7 * whole for height, whole in sides), (medium, sides)


@pytest.mark.parametrize("half", [0, 1])
def test_every_page(open_as, demo, half, screens, accessible, tolerated):
    tolerated += ["404 (Not Found)", "403 (Forbidden)", "/search/?q=dam+colour:red"]
    browsers: dict[str | None, Page] = {}
    for name, (who, address) in list(PAGES.items())[half::2]:
        if who not in browsers:
            browsers[who] = open_as(User.objects.get(username=who) if who else None)
        page = browsers[who]
        page.goto(address.format(**demo))
        if name == "brief":
            columns_are_even(page)
        for scheme, width, height in LOOKS:
            # Once loaded, a page takes another scheme and width as it does on a desk.
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": height})
            screens(page, f"{name}-{scheme}-{width}")
            if not name.startswith("admin"):
                no_sideways(page)
                accessible(page)
        # Where the system forces its colours, what is told apart by ours is told otherwise.
        if not name.startswith("admin"):
            page.emulate_media(forced_colors="active")
            accessible(page)
            page.emulate_media(forced_colors="none")


def test_on_a_phone_select_tag_and_see_the_card(open_as, demo, screens):
    page = open_as(
        User.objects.get(username="ada"),
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    page.goto(f"/articles/{demo['open']}/")
    page.wait_for_selector(".bench[data-ready]")
    before = int(page.locator("[data-total]").inner_text())
    page.touchscreen.tap(100, 150)
    page.evaluate("""() => { const piece = [...document.querySelectorAll("[data-p]")].at(-1);
      const node = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT).nextNode();
      piece.scrollIntoView({block: "center"});
      getSelection().setBaseAndExtent(node, 0, node, 12); }""")
    expect(page.locator("#palette")).to_be_visible()
    screens(page, "phone-palette")
    page.locator("#palette").get_by_role("button", name="Person").tap()
    expect(page.locator("[data-total]")).to_have_text(str(before + 1))
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")
    page.locator("[data-sheet]").tap()
    expect(page.locator(".card.current")).to_be_visible()
    screens(page, "phone-sheet")
    no_sideways(page)
    # By finger a card is selected among several, and the sheet keeps its handle.
    page.locator("#toolbar").get_by_role("button", name="Select").tap()
    expect(page.locator("#selected [data-count]")).to_have_text("1 selected")
    page.locator(".side").evaluate("(side) => side.scrollTo(0, side.scrollHeight)")
    expect(page.locator("[data-sheet]")).to_be_in_viewport(ratio=1)
    page.locator("[data-sheet]").tap()
    expect(page.locator("#cards")).to_be_hidden()


def test_no_page_uses_what_the_policy_would_silence():
    """With eval off, htmx's filters in brackets and js: values fail without a word."""
    import re
    from pathlib import Path

    root = Path(__file__).resolve().parents[2] / "templates"
    assert (root / "base.html").is_file()
    for template in root.rglob("*.html"):
        words = template.read_text()
        assert not re.search(r"hx-(trigger|on)[^=]*=\"[^\"]*\[", words), (
            f"{template}: a filter in brackets needs eval"
        )
        assert not re.search(r"=\"js:|hx-on|\son[a-z]+=\"|\sstyle=\"|<script>|<style", words), (
            f"{template}: inline code or style"
        )
