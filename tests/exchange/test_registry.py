"""Every table that leaves the desk is asked the same questions.

A question is asked of all tables on one desk: to make the desk takes longer than to ask.
"""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from annotator.annotations.visibility.portions import Portion
from annotator.exchange.registry import TABLES, table_named
from annotator.people.access import READERS, SETTLERS
from articles.models import Story
from tests.comparison.conftest import rows_ready
from tests.conftest import assign
from tests.exchange import full_desk
from tests.exchange.conftest import rows_in, written
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.slow

every = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
OF_THE_DESK = [table_named("codebook")]
"""Tables that are the same in every story."""
OF_NO_ARTICLE = [*OF_THE_DESK, table_named("machine_readers")]
"""Tables that tell of no article."""
ALARMING = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")
NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


def download(client, table, **query) -> str:
    response = client.get(address(table), query)
    assert response.status_code == 200, response.content
    return response.getvalue().decode()


def address(table, slug="pipeline") -> str:
    return reverse(table.url, args=[slug])


def about(rows, article) -> list[dict[str, str]]:
    """The rows that tell of the article."""
    key = str(article.pk)
    return [
        row
        for row in rows
        if any(cell == key for name, cell in row.items() if name.endswith("article_id"))
        or (row.get("scope"), row.get("which")) == ("article", key)
    ]


def test_they_are_these():
    assert [table.name for table in TABLES] == [
        "labels", "article_labels", "readings", "decisions", "diagnosis", "agreement",
        "machine_effect", "stand_in",
        "conflicts", "names", "stance", "predictions", "voices", "corrections",
        "unanswered", "leads", "codebook", "machine_readers", "machine_readings",
    ]  # fmt: skip
    with pytest.raises(KeyError):
        table_named("nothing")


def routed(resolver) -> Iterator[str]:
    """Every address of a CSV file; the admin, which has tables of its own, apart."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from routed(pattern)
        elif str(pattern.pattern).endswith(".csv"):
            yield str(pattern.pattern)


def test_no_table_leaves_by_another_door():
    """But the page's and the program's, which the registry routes both."""
    addresses = [
        f"stories/<str:slug>/{folder}{table.file}" for table in TABLES for folder in ("", "tables/")
    ]
    assert sorted(set(routed(get_resolver()))) == sorted(addresses)


@every
def test_it_is_declared_in_full(table):
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names)
    assert all(column.means and not column.means.endswith(".") for column in table.columns)
    assert re.fullmatch(r"One row [^\n]+\.", table.sentence)
    assert table.roles in (READERS, SETTLERS)
    # Who does not settle sees a part of it, or nothing.
    assert table.roles == SETTLERS or table.visible is not None


def test_tables_of_one_heading_take_the_same_filters():
    of_heading = {}
    for table in TABLES:
        of_heading.setdefault(table.heading, set()).add((table.filters, table.roles))
    assert all(len(alike) == 1 for alike in of_heading.values())


def test_it_is_a_download_of_what_it_declares(desk, cy, as_user):
    client = as_user(cy)
    for table in TABLES:
        response = client.get(address(table))
        assert address(table) == f"/stories/pipeline/{table.name}.csv"
        assert response.streaming, table.name
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert "no-store" in response["Cache-Control"], table.name
        name = f"pipeline-{table.name.replace('_', '-')}-{timezone.localdate().isoformat()}.csv"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        text = response.getvalue().decode()
        assert text.endswith("\r\n"), table.name
        more = ["ada", "bo"] if table.name == "diagnosis" else []
        header = [*(column.name for column in table.columns), *more]
        assert text.splitlines()[0] == ",".join(header)
        assert about(rows_in(text), desk.post) or table in OF_NO_ARTICLE, table.name


def test_the_command_writes_the_same(desk, mo, as_user):
    client = as_user(mo)
    for table in TABLES:
        text = download(client, table, bom="1")
        assert text.startswith("\ufeff"), table.name
        assert written(table, story="pipeline", bom=True) == text
        assert written(table) == text.removeprefix("\ufeff")
    Story.objects.create(slug="another", title="Another")
    for table in TABLES:
        if table not in OF_THE_DESK:
            rows = rows_in(written(table, story="another"))
            assert {row["story"] for row in rows} <= {"another"}, table.name


def test_strangers_get_404_and_nobody_else_is_asked_to_sign_in(desk, stranger, client, as_user):
    foreign = as_user(stranger)
    for table in TABLES:
        there, nowhere = (foreign.get(address(table, slug)) for slug in ("pipeline", "nope"))
        assert (there.status_code, nowhere.status_code) == (404, 404), table.name
        assert client.get(address(table)).status_code == 302, table.name


def test_only_get_and_none_of_the_settled_for_an_annotator(desk, ada, mo, as_user):
    manager, annotator = as_user(mo), as_user(ada)
    for table in TABLES:
        assert manager.post(address(table)).status_code == 405, table.name
        status = 403 if table.roles == SETTLERS else 200
        assert annotator.get(address(table)).status_code == status, table.name


@pytest.mark.parametrize("name", ["labels", "article_labels", "readings"])
def test_of_the_others_an_annotator_gets_their_own(name, desk, ada, bo, as_user):
    whose = {row["annotator"] for row in rows_in(download(as_user(ada), table_named(name)))}
    assert whose == {"ada"}


def test_what_one_has_still_to_read_is_not_in_it(desk, cy, as_user):
    client = as_user(cy)
    for table in TABLES:
        told = about(rows_in(download(client, table)), desk.post)
        assert told or table in OF_NO_ARTICLE, table.name
    assign(desk.post, cy, "in progress")
    for table in TABLES:
        told = about(rows_in(download(client, table)), desk.post)
        # That they are to read it themselves is in readings.csv.
        assert {row.get("annotator") for row in told} <= {"cy"}, table.name


def test_that_it_is_behind_is_in_its_name_but_not_told_to_who_has_still_to_read(
    desk_behind, cy, as_user
):
    client = as_user(cy)
    # What is made ready by the first that asks comes last, so that it does it for no other.
    tables = sorted(TABLES, key=lambda table: table.prepare is not None)
    for table in tables:
        in_background = table.behind is not None and table.prepare is None
        named = client.get(address(table))["Content-Disposition"]
        assert ("-behind.csv" in named) == in_background, table.name
    assign(desk_behind.post, cy, "in progress")
    for table in tables:
        assert "-behind" not in client.get(address(table))["Content-Disposition"], table.name


def test_a_word_that_is_no_filter_is_named(desk, cy, as_user):
    client = as_user(cy)
    for table in TABLES:
        response = client.get(address(table), {"lyer": "gold"})
        assert response.status_code == 422, table.name
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        known = ", ".join(table.filters(None, None, None).fields)
        assert response.content.decode() == f"“lyer” is no filter: use {known}.\n"
        assert client.get(address(table), {"bom": "maybe"}).status_code == 422, table.name


def test_statements_do_not_grow(desk, story, ada, cy, as_user):
    client = as_user(cy)

    def asked() -> dict[str, int]:
        found = {}
        for table in TABLES:
            download(client, table)
            with CaptureQueriesContext(connection) as counted:
                download(client, table)
            found[table.name] = len(counted)
        return found

    few = asked()
    for number in range(20):
        for label in ("entity-person", "stance-favour", "claim-event"):
            mark(desk.globe, ada, desk.globe.text[: number + 7], label)
    submit(desk.globe, ada)
    rows_ready()
    assert asked() == few


def test_it_stands_on_the_page_of_whoever_may_have_it(desk, ada, mo, as_user):
    page = reverse("exchange:export", args=["pipeline"])
    shown, own = (as_user(who).get(page).content.decode() for who in (mo, ada))
    for table in TABLES:
        action = f'formaction="{address(table)}"'
        for words in (f"Download {table.name}.csv", table.sentence, action):
            assert words in shown
            assert (words in own) == (table.roles != SETTLERS), table.name


def test_no_cell_is_a_formula(desk, story):
    assert full_desk.fill("=") == full_desk.IN_NO_TABLE
    rows_ready()
    portion = Portion([Story.objects.get(pk=story.pk)])
    for table in TABLES:
        cells = [
            cell
            for row in rows_in("".join(table.pieces(portion)))
            for cell in (*row, *row.values())
        ]
        alarming = {c for c in cells if ALARMING.match(c) and not NUMBER.fullmatch(c)}
        assert not alarming, table.name
        assert len({c for c in cells if c.startswith("'=")}) >= 3, table.name
