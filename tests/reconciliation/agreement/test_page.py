"""The agreement page: its numbers, by whom they are seen, and when they are computed again."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from annotator.annotations import article_progress
from annotator.annotations.models import Annotation, Assignment
from annotator.background.work import Progress
from annotator.people.models import Membership
from annotator.reconciliation.agreement import choosing
from annotator.reconciliation.agreement.keeping import part_figures
from annotator.reconciliation.agreement.keeping.counting import count_agreement
from annotator.reconciliation.agreement.keeping.tasks import refresh_agreement
from annotator.reconciliation.models import AgreementPart, ArticleAgreement
from articles.models import Source
from tests.conftest import assign, make_article, member
from tests.reconciliation.conftest import submit
from tests.reconciliation.worked_example import PAGE, TEXT, X, Y, put, told, words

pytestmark = pytest.mark.django_db


NARROWED = (
    ("the pairs of annotators and the articles of one label", f"&label={X}"),
    ("the labels, sources, months and articles of two annotators", "&pair=ada,bo"),
    ("the pairs of annotators and the months of one source", "&source=the-harbour-post"),
)


def kept() -> list[tuple[str, ...]]:
    """Everything that is kept of parts and of articles."""
    parts = AgreementPart.objects.order_by("kind", "scope", "which")
    articles = ArticleAgreement.objects.order_by("kind", "article")
    return [
        *parts.values_list("kind", "scope", "which", "articles", "annotators", "spans", "content"),
        *articles.values_list("kind", "article", "source_key", "annotators", "exact", "figures"),
    ]


def pair_of(example, name: str) -> str:
    """Ada and somebody, as a part is named."""
    done = Assignment.objects.filter(article=example[0], annotator__username__in=["ada", name])
    return " ".join(map(str, sorted(done.values_list("annotator", flat=True))))


class TestTheWorkedExample:
    def test_of_the_story(self, example, mo, as_user):
        response = as_user(mo).get(PAGE + "?kind=entity")
        found = told(response)
        assert {name: found[name] for name in ("exact", "overlap", "characters", "alpha")} == {
            "exact": "0.267", "overlap": "0.400", "characters": "0.421", "alpha": "0.500",
        }  # fmt: skip
        shown = words(response, "The figures")
        body = " ".join(response.content.decode().split())
        assert (
            '<p class="sentence">On 2 articles two readers mark the same span with the same label '
            "in 27 of 100 cases.</p>" in body
        )
        assert "The interval is not known yet, because it needs 10 articles." in body
        assert shown.index("Exact F1") < shown.index("Coefficients") < shown.index("alpha")
        assert "n = 15 spans compared" in shown
        assert "coverage 78 % of spans" in shown
        assert shown.count("No interval below 10 articles: it would be far too narrow.") == 1

    def test_of_a_label(self, example, mo, as_user):
        assert told(as_user(mo).get(f"{PAGE}?kind=entity&label={X}"))["overlap"] == "0.500"
        found = told(as_user(mo).get(f"{PAGE}?kind=entity&label={Y}"))
        assert found["overlap"] == "0.286"
        assert "alpha" not in found
        by_label = words(as_user(mo).get(f"{PAGE}?kind=entity"), "By label")
        assert re.search(r"Place [\d.]+ 0\.286 .* Person [\d.]+ 0\.500 ", by_label), "worst first"

    def test_of_a_pair(self, example, mo, as_user):
        assert told(as_user(mo).get(PAGE + "?kind=entity&pair=ada,bo"))["kappa"] == "1.000"
        assert told(as_user(mo).get(PAGE + "?kind=entity&pair=ada,di"))["kappa"] == "0.000"

    def test_of_a_source_an_article_and_a_time(self, example, story, ada, bo, labels, mo, as_user):
        later = make_article(story, "Daily Meridian", "No 3", TEXT.format(3))
        put(later, ada, (0, 10, X))
        put(later, bo, (0, 10, X))
        submit(later, ada, bo)
        then = datetime(2020, 2, 3, 12, tzinfo=UTC)
        Assignment.objects.filter(article=later).update(submitted_at=then)
        client = as_user(mo)
        for query in ("source=daily-meridian", f"article={later.pk}", "until=2020-12-31"):
            found = told(client.get(f"{PAGE}?kind=entity&{query}"))
            assert found["exact"] == "1.000", query
        for query in ("source=the-harbour-post", "since=2020-02-04"):
            assert told(client.get(f"{PAGE}?kind=entity&{query}"))["exact"] == "0.267"
        every = client.get(PAGE + "?kind=entity")
        assert told(every)["exact"] == "0.353"
        assert re.search(
            r"The Harbour Post 0\.267 .* Daily Meridian 1\.000", words(every, "By source")
        )
        assert re.search(r"February 2020 1\.000", words(every, "Over time"))
        assert re.search(
            r"No 1 .* No 2 .* No 3 ", words(every, "By article, least agreement first")
        )

    def test_every_kind_at_a_glance(self, example, mo, as_user):
        body = as_user(mo).get(PAGE).content.decode()
        nav = re.findall(r'">(\w+) <span>(.*?)</span></a>', body)
        assert nav == [("Claims", "–"), ("Entities", "0.267"), ("Stances", "–")]

    def test_what_is_undefined_says_why(self, example, mo, as_user):
        found = told(as_user(mo).get(PAGE))
        assert found["exact"] == "undefined, because nothing is marked"
        assert found["alpha"] == "undefined, because no two annotators marked the same place"
        body = as_user(mo).get(PAGE).content.decode().lower()
        assert "nan" not in re.sub(r"<[^>]+>", "", body).split()

    def test_pairs_as_a_heat_map(self, example, mo, as_user):
        body = as_user(mo).get(PAGE + "?kind=entity").content.decode()
        heat = body.partition('<table class="matrix heat">')[2].partition("</table>")[0]
        assert re.findall(r'<a href="\?kind=entity&amp;pair=ada%2Cbo">([\d.]+)</a>', heat) == [
            "0.571", "1.000",
        ]  # fmt: skip
        assert '<td class="heat-2" title="Exact F1, 7 spans compared">' in heat
        assert ">0.000</a>" in heat.partition(">di</bdi></th><td")[2], "below: Cohen's kappa of Di"


class TestDoors:
    @pytest.mark.parametrize("at", [PAGE, f"{PAGE}passages/?one={X}&two=missed&kind=entity"])
    def test_for_adjudicators_and_managers(self, at, example, ada, cy, mo, stranger, as_user):
        found = [as_user(user).get(at).status_code for user in (ada, cy, mo, stranger)]
        assert found == [403, 200, 200, 404]
        assert as_user(mo).post(at).status_code == 405

    def test_has_its_tab(self, story, ada, cy, as_user):
        shown = as_user(cy).get(PAGE).content.decode()
        assert f'href="{PAGE}" aria-current="page">Agreement' in shown
        front = {user: as_user(user).get("/stories/pipeline/") for user in (cy, ada)}
        assert PAGE in front[cy].content.decode()
        assert PAGE not in front[ada].content.decode()

    @pytest.mark.parametrize(
        "query, says",
        [
            ("kind=opinion", "“opinion” is none of claim, entity and stance."),
            ("label=entity-person", "“entity-person” is no label of this kind."),
            ("source=nowhere", "“nowhere” is no source"),
            ("article=4711", "“4711” is no article"),
            ("article=x", "“x” is no article"),
            ("pair=ada", "“ada” have not both"),
            ("since=yesterday", "Write the day as"),
            ("since=2024-02-02&until=2024-02-01", "before the first one"),
        ],
    )
    def test_nonsense_is_refused(self, example, mo, as_user, query, says):
        response = as_user(mo).get(f"{PAGE}?{query}")
        assert response.status_code == 422
        assert says in unescape(response.content.decode())
        assert 'data-figure="' not in response.content.decode()

    def test_whose_article_is_still_to_be_read(self, example, story, as_user):
        """Who has still to read the first article sees the figures of the second alone."""
        eve = member(story, "eve", "annotator", "adjudicator")
        assignment = assign(example[0], eve, "in progress")
        client = as_user(eve)
        response = client.get(PAGE + "?kind=entity")
        assert told(response)["exact"] == "0.667"
        assert "No 1" not in response.content.decode()
        assert client.get(f"{PAGE}?kind=entity&article={example[0].pk}").status_code == 422
        assert client.get(f"{PAGE}?kind=entity&pair=ada,di").status_code == 422
        cell = f"{PAGE}passages/?kind=entity&one={Y}&two={X}"
        assert client.get(cell).context["page"].paginator.count == 0
        assignment.state, assignment.submitted_at = "withdrawn", None
        assignment.save()
        response = client.get(PAGE + "?kind=entity")
        assert told(response)["exact"] == "0.267", "no longer to be read"
        assert "No 1" in response.content.decode()


class TestEmpty:
    def test_a_story_with_nothing_to_compare_says_what_to_do(self, read_twice, bo, mo, as_user):
        Assignment.objects.filter(annotator=bo).update(state="in progress", submitted_at=None)
        article_progress.readings_changed([read_twice.pk])
        body = as_user(mo).get(PAGE).content.decode()
        assert "nothing to compare yet" in body
        assert "/progress/articles/" in body

    def test_nothing_like_what_was_chosen(self, example, mo, as_user):
        body = as_user(mo).get(PAGE + "?since=2999-01-01").content.decode()
        assert "No article is like this" in body
        assert f'<a href="{PAGE}">Show all</a>' in body


class TestWhatIsKept:
    def test_what_changed_is_behind_until_it_is_counted(self, example, ada, mo, as_user, work_done):
        client = as_user(mo)
        shown = client.get(PAGE + "?kind=entity")
        assert told(shown)["overlap"] == "0.400"
        assert "changed since" not in shown.content.decode()
        Annotation.objects.filter(article=example[1], annotator=ada).update(label=Y)
        article_progress.readings_changed([example[1].pk])
        behind = client.peek(PAGE + "?kind=entity")
        assert told(behind)["overlap"] == "0.400", "a page only reads"
        assert "1 article changed since these figures were counted" in behind.content.decode()
        assert "No worker is running" in behind.content.decode()
        kept = AgreementPart.objects.get(scope="pair", kind="entity", which=pair_of(example, "di"))
        assert work_done(refresh_agreement) == 1
        after = AgreementPart.objects.get(pk=kept.pk)
        assert after.changes == kept.changes, "of the other article alone: not counted again"
        assert told(client.peek(PAGE + "?kind=entity"))["overlap"] == "0.267"
        assert work_done() == 0

    def test_looking_writes_nothing(self, example, mo, as_user, django_assert_num_queries):
        client = as_user(mo)
        client.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            first = client.peek(PAGE + "?kind=entity")
        assert len(asked) > 10
        # session, user, story, membership, what is still to be read; what is behind, twice; which
        # machines count; the stamp
        with django_assert_num_queries(8):
            assert told(client.peek(PAGE + "?kind=entity")) == told(first)
        assert not [q["sql"] for q in asked if not q["sql"].startswith("SELECT")]

    def test_what_was_counted_in_steps_is_what_is_counted_at_once(
        self, example, story, ada, bo, di, mo, as_user, work_done
    ):
        client = as_user(mo)
        client.get(PAGE)
        for n in range(12):
            article = make_article(story, title=f"More {n}", text=TEXT.format(n + 3))
            for who in (ada, bo, di):
                put(article, who, (0, 10, X), (11, 20, Y), (21, 31, X if n % 3 else Y))
            submit(article, *((ada, bo, di) if n % 2 else (ada, di)))
            if n % 5 == 0:
                work_done()
        article.source = Source.objects.create(name="Moved", slug="moved")
        article.save()
        work_done()
        response = client.peek(PAGE + "?kind=entity")
        assert re.search(r"95 % from 0\.\d{3} to ", words(response, "The figures"))
        assert "Moved" in words(response, "By source")
        steps = kept()
        AgreementPart.objects.all().delete()
        ArticleAgreement.objects.all().delete()
        count_agreement(story, Progress())
        assert kept() == steps
        assert len(steps) > 20

    def test_whoever_is_killed_leaves_the_rest_due(self, example, story, mo, as_user, work_done):
        class Killed(Progress):
            def tell(self, done, of):
                if of > 5 and done == 4:
                    raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            count_agreement(story, Killed())
        assert AgreementPart.objects.filter(counted__gt=0).count() == 4
        assert told(as_user(mo).get(PAGE + "?kind=entity"))["exact"] == "0.267"
        assert not AgreementPart.objects.exclude(counted=F("changes")).exists()

    def test_a_part_that_changed_meanwhile_stays_due(self, example, story, monkeypatch):
        count_agreement(story, Progress())
        whole = AgreementPart.objects.filter(scope="story", kind="entity")
        whole.update(changes=F("changes") + 1)
        compute = part_figures.KindShares.compute

        def while_it_changes(self, scope, which, intervals):
            whole.update(changes=F("changes") + 1)
            monkeypatch.setattr(part_figures.KindShares, "compute", compute)
            return compute(self, scope, which, intervals)

        monkeypatch.setattr(part_figures.KindShares, "compute", while_it_changes)
        count_agreement(story, Progress())
        part = whole.get()
        assert part.counted == part.changes, "the second look finds it"

    def test_of_many_annotators_fifty_pairs_a_page(self, story, labels, mo, as_user):
        article = make_article(story, text=TEXT.format(1))
        people = [member(story, f"p{n:02}", "annotator") for n in range(13)]
        for n, who in enumerate(people):
            put(article, who, (0, 10, X if n % 3 else Y))
        submit(article, *people)
        client = as_user(mo)
        first = client.get(PAGE + "?kind=entity")
        assert first.context["pair_page"].paginator.count == 78
        assert words(first, "By pair of annotators").count(" and p") == 50
        assert "there are 13 in all" in words(first, "By pair of annotators")
        rest = client.get(PAGE + "?kind=entity&pairs=2")
        assert words(rest, "By pair of annotators").count(" and p") == 28
        best = words(client.get(PAGE + "?kind=entity&order=most"), "By pair of annotators")
        assert re.search(r"Spans compared p\d\d and p\d\d 1\.000", best)
        of = client.get(PAGE + "?kind=entity&annotator=p03&order=spans")
        assert of.context["pair_page"].paginator.count == 12
        for query, says in (
            ("annotator=zed", "“zed” has submitted nothing here."),
            ("order=up", "“up” is none of least, most and spans."),
            ("annotator=%00", "Null characters are not allowed."),
        ):
            refused = client.get(f"{PAGE}?kind=entity&{query}")
            assert refused.status_code == 422
            assert says in unescape(refused.content.decode())

    def test_of_too_many_articles_what_is_kept(self, example, mo, as_user, monkeypatch):
        """Where a part is of more articles than a page adds up, it says what it leaves out."""
        client = as_user(mo)
        whole = {name: told(client.get(f"{PAGE}?kind=entity{query}")) for name, query in NARROWED}
        monkeypatch.setattr(choosing, "MOST", 0)
        caches["drawn"].clear()
        for name, query in NARROWED:
            shown = client.get(f"{PAGE}?kind=entity{query}")
            assert told(shown) == whole[name], name
            assert f"this page leaves out {name}" in shown.content.decode()
        both = client.get(f"{PAGE}?kind=entity&label={X}&source=the-harbour-post")
        assert "which are not kept: narrow them" in both.content.decode()

    def test_nobody_is_given_what_another_may_see(self, example, story, cy, as_user):
        """The same address, the same readings, another answer."""
        eve = member(story, "eve", "annotator", "adjudicator")
        assign(example[0], eve)
        assert told(as_user(cy).get(PAGE + "?kind=entity"))["exact"] == "0.267"
        assert told(as_user(eve).get(PAGE + "?kind=entity"))["exact"] == "0.667"
        assert Membership.objects.filter(story=story, adjudicator=True).count() == 2
