"""agreement.csv: every figure, to the last digit, by story, label, source, article, pair, month."""

import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from annotator.annotations.models import Assignment
from annotator.reconciliation.agreement.statistics import figures
from annotator.reconciliation.models import ArticleAgreement, Tally
from annotator.reconciliation.places.tallies import Sums
from articles.models import Story
from tests.conftest import assign, make_article, member
from tests.exchange.conftest import exported, rows_in
from tests.reconciliation import worked_example
from tests.reconciliation.conftest import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def di(story):
    return member(story, "di", "annotator")


@pytest.fixture
def example(story, labels, ada, bo, di):
    return worked_example.store(story, ada, bo, di)


def told(**options) -> dict[tuple[str, str, str, str], dict[str, str]]:
    rows = rows_in(exported("export_agreement", **options))
    found = {(row["scope"], row["which"], row["kind"], row["figure"]): row for row in rows}
    assert len(found) == len(rows), "one row a figure"
    return found


def test_every_cell(example):
    text = exported("export_agreement")
    assert text.splitlines()[0] == (
        "story,scope,which,kind,figure,value,n,of,coverage,low,high,dropped,left_out,because,machines"
    )
    assert text.endswith("\r\n")
    found = told()
    assert found["story", "", "entity", "alpha"] == {
        "story": "pipeline", "scope": "story", "which": "", "kind": "entity", "figure": "alpha",
        "value": "0.5", "n": "3", "of": "places", "coverage": repr(7 / 9), "low": "", "high": "",
        "dropped": "0", "left_out": "0",
        "because": "no interval below 10 articles: it would be far too narrow", "machines": "",
    }  # fmt: skip
    undefined = found["story", "", "claim", "exact"]
    assert (undefined["value"], undefined["because"]) == ("", "nothing is marked")


def test_the_worked_example(example):
    found = told()
    value = {key: row["value"] for key, row in found.items()}
    assert value["story", "", "entity", "exact"] == repr(4 / 15)
    assert value["story", "", "entity", "characters"] == repr(56 / 133)
    assert value["label", "entity-person", "entity", "overlap"] == repr(4 / 8)
    assert value["label", "entity-place", "entity", "overlap"] == repr(2 / 7)
    assert value["pair", "ada bo", "entity", "kappa"] == "1.0"
    assert value["pair", "ada di", "entity", "kappa"] == "0.0"
    assert value["source", "The Harbour Post", "entity", "exact"] == repr(4 / 15)
    assert value["article", str(example[1].pk), "entity", "exact"] == repr(2 / 3)
    scopes = Counter((scope, kind) for scope, _, kind, _ in found)
    assert scopes["story", "stance"] == 9
    assert scopes["pair", "entity"] == 3 * 10
    assert scopes["article", "entity"] == 2 * 9


def test_by_month(example):
    Assignment.objects.filter(article=example[0]).update(
        submitted_at=datetime(2022, 2, 24, 12, tzinfo=UTC)
    )
    found = told()
    assert found["month", "2022-02", "entity", "exact"]["n"] == "12"
    assert sum(which > "2022-02" for scope, which, *_ in found if scope == "month") == 3 * 9


def test_intervals_and_no_rounding(example, story, ada, bo):
    for n in range(10):
        article = make_article(story, title=f"More {n}", text=worked_example.TEXT.format(n + 3))
        worked_example.put(article, ada, (0, 10, worked_example.X))
        worked_example.put(article, bo, (n % 3, 10, worked_example.X))
        submit(article, ada, bo)
    row = told()["story", "", "entity", "exact"]
    kept = Tally.objects.order_by("article").values_list("sums", flat=True)
    figure = figures.figures([Sums.unpacked(json.loads(sums)["entity"]) for sums in kept])["exact"]
    assert [float(row[name]) for name in ("value", "low", "high")] == [
        figure.value, figure.low, figure.high,
    ]  # fmt: skip
    assert row["because"] == ""


def test_one_story_all_stories_and_none(example):
    Story.objects.create(slug="empty", title="Empty")
    both = {row["story"] for row in rows_in(exported("export_agreement"))}
    assert both == {"pipeline", "empty"}
    [exact] = [row for key, row in told(story="empty").items() if key[2:] == ("claim", "exact")]
    assert exact["because"] == "no article has two readings to compare"


class TestDownload:
    @pytest.fixture
    def address(self, story, example, work_done):
        work_done()
        return reverse("exchange:agreement", args=[story.slug])

    def test_for_adjudicators_and_managers(self, address, example, ada, cy, mo, stranger, as_user):
        found = [as_user(user).get(address).status_code for user in (ada, cy, mo, stranger)]
        assert found == [403, 200, 200, 404]
        assert as_user(mo).post(address).status_code == 405

    def test_the_same_as_the_command(self, address, example, mo, as_user):
        response = as_user(mo).get(address + "?bom=1")
        assert "pipeline-agreement-" in response["Content-Disposition"]
        assert response.getvalue().decode() == exported("export_agreement", bom=True)
        assert "agreement.csv" in as_user(mo).get("/stories/pipeline/export/").content.decode()

    def test_a_source_that_is_none_is_refused(self, address, example, mo, as_user):
        response = as_user(mo).get(address + "?source=nowhere")
        assert (response.status_code, response.content.decode()) == (
            422, "source: “nowhere” is no source of this story.\n",
        )  # fmt: skip

    def test_of_one_source_what_is_kept_of_its_articles_is_what_is_computed(
        self, address, example, story, mo, as_user
    ):
        def download() -> str:
            return as_user(mo).get(f"{address}?source={example[0].source.slug}").getvalue().decode()

        as_kept = download()
        ArticleAgreement.objects.update(figures="{}")
        assert ",article," not in download(), "what is kept is read"
        # As if all of them had changed since:
        ArticleAgreement.objects.update(readings=0, figures="not to be read")
        assert download() == as_kept
        rows = rows_in(as_kept)
        assert {row["which"] for row in rows if row["scope"] == "article"} == {
            str(one.pk) for one in example if one.source == example[0].source
        }
        assert {row["which"] for row in rows if row["scope"] == "source"} == {
            example[0].source.name
        }

    def test_what_one_has_still_to_read_and_nobody_has_read_hides_nothing_that_is_kept(
        self, address, example, story, mo, as_user
    ):
        assign(make_article(story, title="Of nobody yet"), mo)
        before = as_user(mo).get(address).getvalue()
        Tally.objects.update(sums="{}")  # what would be computed anew
        assert as_user(mo).get(address).getvalue() == before

    def test_whose_article_is_still_to_be_read(self, address, example, story, as_user):
        eve = member(story, "eve", "annotator", "adjudicator")
        assign(example[0], eve)
        body = as_user(eve).get(address).getvalue().decode()
        rows = rows_in(body)
        assert {row["which"] for row in rows if row["scope"] == "article"} == {str(example[1].pk)}
        assert {row["which"] for row in rows if row["scope"] == "pair"} == {"ada bo"}
