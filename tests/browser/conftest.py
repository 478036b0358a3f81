"""A real browser before the live server. Any error on its console, and any breach of the content
security policy, fails the test, unless the test says that it provokes it (`tolerated`)."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.signals import request_started
from django.test import Client
from django.test.utils import override_settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    expect,
    sync_playwright,
)

from annotator.people.models import User
from tests.browser import chromium
from tests.comparison.conftest import READING_ROWS, rows_ready

# Playwright's sync API runs an event loop in this thread; Django would take it for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# Each wait ends when what it waits for is there; a busy machine only makes it longer.
PATIENCE = 90_000
expect.set_options(timeout=PATIENCE)
HASHED = "annotator.operations.storage.HashedStaticFiles"
WATCH = """
document.addEventListener("securitypolicyviolation", (event) => window.breachOfPolicy(
  `${event.effectiveDirective} forbids ${event.blockedURI} ${event.sample} at ${event.sourceFile}:${event.lineNumber}`))
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder drives the browser, and commits what it writes."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session", autouse=True)
def collected_scripts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the browser load scripts and styles as a desk serves them: collected, one file for many."""
    folder = tmp_path_factory.mktemp("static")
    kept = {**settings.STORAGES, "staticfiles": {"BACKEND": HASHED}}
    with override_settings(STATIC_ROOT=folder, STORAGES=kept):
        call_command("collectstatic", interactive=False, verbosity=0)
    with override_settings(STATIC_ROOT=folder, STORAGES=kept, STATICFILES_DIRS=[folder]):
        finders.get_finder.cache_clear()
        yield
    finders.get_finder.cache_clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if not path:
        (pytest.fail if chromium.must_be_there() else pytest.skip)(chromium.ADVICE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def rows_kept_ready() -> Iterator[None]:
    """What the pages under Sources read is ready whenever one of them is asked for."""

    def refresh(environ: dict[str, str] | None = None, **_) -> None:
        if environ and any(part in environ["PATH_INFO"] for part in READING_ROWS):
            rows_ready()

    request_started.connect(refresh)
    yield
    request_started.disconnect(refresh)


@pytest.fixture
def tolerated() -> list[str]:
    """Parts of console messages that this test provokes: tolerated.append("409")."""
    return []


def nothing_proposed(route: Route) -> None:
    """Propose nothing for a claim: what is proposed, and how well, is tried elsewhere."""
    route.fulfill(json={"questions": [], "details": {}, "new_question": {"type": "", "unit": ""}})


@pytest.fixture
def new_context(
    browser: Browser, live_server, tolerated: list[str]
) -> Iterator[Callable[..., BrowserContext]]:
    """new_context(**options) is a fresh profile; what it complains of is asserted empty at the end."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"{message.text} {message.location.get('url', '')}")

    def new(**options) -> BrowserContext:
        # A worker between page and desk would answer what a test means to catch on its way.
        options = {"service_workers": "block", **options}
        context = browser.new_context(base_url=live_server.url, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        context.expose_function("breachOfPolicy", lambda words: complaints.append(words))
        context.add_init_script(WATCH)
        context.route("**/articles/*/proposals?*", nothing_proposed)
        context.on("console", on_console)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        opened.append(context)
        return context

    yield new
    for context in opened:
        context.close()
    unexpected = [words for words in complaints if not any(part in words for part in tolerated)]
    assert not unexpected, "the browser complained: " + "; ".join(unexpected)


@pytest.fixture
def open_as(new_context: Callable[..., BrowserContext], live_server) -> Callable[..., Page]:
    """open_as(ada) is a page in a fresh profile in which Ada is signed in; open_as(None) nobody is.

    Its addresses are the live server's: page.goto("/stories/").
    """

    def open_page(user: User | None, **options) -> Page:
        context = new_context(**options)
        if user is not None:
            client = Client()
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return context.new_page()

    return open_page


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """accessible(page) fails with axe's findings against WCAG 2.2 A and AA."""
    axe = Axe()
    rules = {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        "resultTypes": ["violations"],  # what is in order need not be told in full
    }

    def check(page: Page) -> None:
        page.wait_for_load_state()  # with its styles: sizes and colours are looked at
        found = axe.run(page, options=rules)
        assert found.violations_count == 0, found.generate_report()

    return check


@pytest.fixture
def screens() -> Callable[[Page, str], None]:
    """screens(page, "workbench") saves a picture into the folder that SCREENS names, if it does."""

    def save(page: Page, name: str) -> None:
        if folder := os.environ.get("SCREENS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=False)

    return save
