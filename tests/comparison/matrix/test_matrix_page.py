"""The matrix: whom it opens to, what its rows and cells say, how it is narrowed, its table."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from annotator.annotations import article_progress
from annotator.annotations.models import Annotation
from annotator.comparison.engine.compare import compare
from annotator.comparison.matrix.conflict_lines import lines_of
from annotator.comparison.matrix.page import nothing_said
from annotator.comparison.models import QuestionRow, Ruling, Visit
from annotator.comparison.question_rows.answers import (
    answers_of,
    article_records,
    known_articles,
    question_record,
)
from annotator.comparison.question_rows.kept import kept_of
from annotator.vocabulary.models import Entity, Question
from articles.models import Source
from tests.comparison.conftest import rows_ready
from tests.comparison.sources import ask, claim, settle, telling
from tests.conftest import assign, make_article, plain
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db
PAGE = "/stories/pipeline/conflicts/"
CSV = "/stories/pipeline/conflicts.csv"
SEEN = "/stories/pipeline/conflicts/seen"


@pytest.fixture
def length(story, labels):
    return ask(story)


@pytest.fixture
def conflict(story, ada, length):
    """Post and Meridian say 1,100 km, the Harbour 800 km; a fourth article says nothing."""
    told = [telling(story, s, n, ada, length) for s, n in (("Post", "1100"), ("Meridian", "1100"))]
    told.append(telling(story, "Harbour", "800", ada, length))
    silent = make_article(story, "Tideline", "Silent", "Nothing of it.\n")
    submit(silent, ada)
    return [*told, silent]


def browser(user) -> Client:
    """One that looks at what is there, whether it is ready or not."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def body(client, query: str = "") -> str:
    return client.get(PAGE + query).content.decode()


def rows(client, query: str = "") -> list[str]:
    parts = re.split(r"<tbody ", body(client, query).partition("</table>")[0])[1:]
    return [" ".join(re.sub(r"<[^>]+>", " ", "<tbody " + part).split()) for part in parts]


def wordings(client, query: str = "") -> list[str]:
    return [line.question.wording for line in client.get(PAGE + query).context["page"]]


class TestDoor:
    def test_for_adjudicators_and_managers(self, story, ada, cy, mo, stranger, as_user):
        for page in (PAGE, CSV):
            told = [as_user(user).get(page).status_code for user in (ada, cy, mo, stranger)]
            assert told == [403, 200, 200, 404]
            assert as_user(cy).post(page).status_code == 405

    def test_has_its_tab_and_way(self, story, cy, ada, as_user):
        page = body(as_user(cy))
        assert f'href="{PAGE}" aria-current="page">Sources' in page
        assert f'href="{PAGE}" aria-current="page">Conflicts' in page
        front = {user: as_user(user).get("/stories/pipeline/") for user in (cy, ada)}
        assert PAGE in front[cy].content.decode()
        assert PAGE not in front[ada].content.decode()


class TestCells:
    def test_a_row_says_its_state_why_and_what_each_source_says(self, conflict, cy, as_user):
        [told] = rows(as_user(cy))
        assert told.startswith("How long is it? × conflict unsettled km, ±2 %")
        assert "says 800 km" in told
        assert ": 300 km apart, 22 would be allowed." in told
        assert "3 sources, 3 voices" in told
        assert "a 1,100 km : Meridian , Post b 800 km : Harbour 1 silent What each" in told
        cells = told.partition("What each article says")[2]
        assert cells.count("a 1,100 km") == 2
        assert cells.count("b 800 km") == 1
        assert "– silent" in cells

    def test_the_head_is_one_sentence_and_one_line_of_totals(self, conflict, cy, as_user):
        page = " ".join(re.sub(r"<[^>]+>", "", body(as_user(cy))).split())
        assert "The sources conflict on 1 of 1 question" in page
        assert "conflict 1 unsettled 1 conflicts.csv" in page

    def test_columns_by_source_in_order_of_publication(
        self, conflict, story, ada, cy, as_user, length
    ):
        post, meridian, harbour, silent = conflict
        for article, day in (
            (harbour, "2022-01-01"),
            (post, "2022-01-03"),
            (meridian, "2022-01-02"),
        ):
            article.published_on = day
            article.save()
        later = make_article(story, "Harbour", "Again", "The line is 900 km long.\n")
        later.published_on = "2022-06-01"
        later.save()
        shown = as_user(cy).get(PAGE).context["columns"]
        assert [column.article for column in shown] == [
            one.pk for one in (harbour, later, meridian, post, silent)
        ]
        page = body(as_user(cy))
        assert "1 Jan 2022 · read 1/2" in page
        assert "1 Jun 2022 · unread" in page

    def test_speakers_dates_scopes_and_settled(self, conflict, story, length, ada, cy, as_user):
        post, meridian, harbour, _ = conflict
        claims = {a.article_id: a for a in Annotation.objects.all()}
        omar = Entity.objects.create(slug="omar", name="Omar <Reza>")
        Annotation.objects.filter(pk=claims[post.pk].pk).update(said_by=omar, as_of="1999-04")
        Annotation.objects.filter(pk=claims[meridian.pk].pk).update(scope="the sea part")
        settle(harbour, claims[harbour.pk])
        article_progress.readings_changed([post.pk, meridian.pk])
        page = body(as_user(cy))
        assert "said by <bdi>Omar &lt;Reza&gt;</bdi>" in page
        assert "as of 1999-04" in page
        assert "other scope: the sea part" in page
        assert "· settled</small>" in page
        assert page.count('<span class="chip quiet">unsettled</span>') == 2

    def test_equal_answers_of_several_readers_stand_once(self, conflict, length, bo, cy, as_user):
        claim(conflict[0], bo, "1100 km", length, "1100")
        submit(conflict[0], bo)
        [told] = rows(as_user(cy))
        assert told.partition("What each article says")[2].count("a 1,100 km") == 2
        assert "annotators differ" not in told

    def test_readers_who_differ_are_marked(self, conflict, length, bo, cy, as_user):
        claim(conflict[0], bo, "1100 km", length, "1000")
        submit(conflict[0], bo)
        assert "annotators differ" in rows(as_user(cy))[0]

    def test_the_spread_has_a_dot_an_article(self, conflict, cy, as_user):
        page = body(as_user(cy))
        assert page.count('<circle class="dot"') == 3
        assert 'aria-label="1,100 km: 2; 800 km: 1"' in page

    def test_text_is_escaped(self, conflict, length, cy, as_user):
        length.wording = "<script>How?</script>"
        length.save()
        page = body(as_user(cy))
        assert "&lt;script&gt;How?&lt;/script&gt;" in page
        assert "<script>How" not in page

    def test_without_questions_it_says_what_to_do(self, story, cy, as_user):
        assert "The story has no questions yet" in body(as_user(cy))


class TestNarrowed:
    @pytest.fixture
    def three(self, conflict, story, ada, cy):
        """Beside the conflict: one source on the cost, nobody on the day."""
        cost = ask(story, "cost", wording="How dear is it?", unit="USD")
        claim(conflict[0], ada, "Monday", cost, "5", "USD")
        article_progress.readings_changed([conflict[0].pk])
        ask(story, "day", wording="Which day?", type="date", unit="")

    @pytest.mark.parametrize(
        "query, found",
        [
            ("", ["How long is it?", "How dear is it?", "Which day?"]),
            ("?state=conflict", ["How long is it?"]),
            ("?state=unanswered", ["Which day?"]),
            ("?type=date", ["Which day?"]),
            ("?having=unsettled", ["How long is it?", "How dear is it?"]),
            ("?having=stale", []),
            ("?having=ruled", []),
            ("?text=DEAR", ["How dear is it?"]),
            ("?sort=wording", ["How dear is it?", "How long is it?", "Which day?"]),
            ("?sort=-answers", ["How long is it?", "How dear is it?", "Which day?"]),
            (
                "?state=x&type=x&source=x&sort=x&page=x&having=x",
                ["How long is it?", "How dear is it?", "Which day?"],
            ),
        ],
    )  # fmt: skip
    def test_by(self, three, cy, as_user, query, found):
        assert wordings(as_user(cy), query) == found

    def test_by_source(self, three, conflict, cy, as_user):
        client = as_user(cy)
        assert wordings(client, f"?source={conflict[0].source_id}") == [
            "How long is it?", "How dear is it?",
        ]  # fmt: skip
        assert wordings(client, f"?source={conflict[2].source_id}") == ["How long is it?"]
        assert wordings(client, f"?source={conflict[3].source_id}") == []

    def test_fifty_a_page(self, story, labels, cy, as_user):
        for n in range(51):
            ask(story, f"q{n}")
        client = as_user(cy)
        assert len(wordings(client)) == 50
        assert len(wordings(client, "?page=2")) == 1


class TestManyArticles:
    @pytest.fixture
    def nine(self, conflict, story, ada):
        """Nine articles: two unread, and one read with a claim that answers nothing."""
        for n in range(4):
            extra = make_article(story, f"Source {n}", f"More {n}", f"More {n}.\n")
            if n < 2:
                submit(extra, ada)
            if n == 0:
                mark(extra, ada, "More", "claim-event")
        make_article(story, "Post", "Post again", "Post again.\n")
        return conflict

    def test_camps_in_words(self, nine, cy, as_user):
        [told] = rows(as_user(cy))
        assert "a 1,100 km : 2 articles, 2 voices b 800 km : 1" in told
        assert "1 not looked for, 2 silent, 3 unread" in told

    def test_further_camps_are_counted(self, nine, story, ada, length, cy, as_user):
        for n in range(12):
            telling(story, f"Other {n}", f"{n + 3}000", ada, length)
        [told] = rows(as_user(cy))
        assert "b 800 km : 1" in told
        assert "l 12,000 km : 1 and 2 more values" in told
        page = body(as_user(cy))
        assert page.count('class="camp"') == 12 + 1
        # Whoever pins a source sees its value, whichever camp it is in.
        pin = Source.objects.get(name="Other 11").pk
        assert "14,000 km" not in page
        assert "14,000 km" in body(as_user(cy), f"?pin={pin}")

    def test_statements_do_not_grow(
        self, nine, story, ada, length, cy, as_user, django_assert_num_queries
    ):
        client = as_user(cy)
        client.get(PAGE)
        with django_assert_num_queries(14):
            client.get(PAGE)
        for n in range(3):
            telling(story, f"Other {n}", f"{n}00", ada, length)
            ask(story, f"q{n}", wording=f"More {n}?")
        client.get(PAGE)
        with django_assert_num_queries(14):
            client.get(PAGE)

    def test_pinned_sources_have_a_column(self, nine, cy, as_user):
        client = as_user(cy)
        page = body(client, f"?pin={nine[2].source_id}&pin={nine[3].source_id}")
        assert (
            '<th scope="col"><bdi>Harbour</bdi></th><th scope="col"><bdi>Tideline</bdi></th>'
            in page
        )
        assert '<td data-name="Harbour"><span class="said"><b>b</b>' in page
        assert '<td data-name="Tideline"><span class="quiet">–</span>' in page

    def test_nine_pins_are_refused(self, nine, story, cy, as_user):
        for n in range(9):
            make_article(story, f"Pin {n}", f"Pin {n}", f"Pin {n}.\n")
        pins = "&".join(f"pin={n}" for n in story.articles.values_list("source_id", flat=True))
        assert "Pin 8 sources at most" in body(as_user(cy), f"?{pins}")

    def test_what_says_nothing_is_counted_as_cell_by_cell(self, nine, story, length, cy):
        Ruling.objects.create(
            question=length, article=nine[3], verdict="not applying", reason="No.",
            ruled_by=cy, ruled_at=timezone.now(),
        )  # fmt: skip
        make_article(story, "Unread", "Unread", "Unread.\n")
        known, keys = known_articles(story), list(story.articles.values_list("pk", flat=True))
        rulings = list(Ruling.objects.all())
        for asked_at in (length.asked_at, timezone.now(), min(known.submitted[nine[0].pk])):
            Question.objects.filter(pk=length.pk).update(asked_at=asked_at)
            length.refresh_from_db()
            rows_ready()
            for hidden in ((), {nine[3].pk}, {nine[0].pk}):
                [line] = lines_of(story, hidden)
                unseen = article_records(hidden, known, ())
                seen = [key for key in keys if key not in hidden]
                answers = answers_of(story, [length], hidden)[length.pk]
                ruled = [one for one in rulings if one.article_id in seen]
                engine = compare(
                    question_record(length), answers, article_records(seen, known, ruled)
                )
                assert nothing_said(line, kept_of(story), unseen) == engine.nothing


class TestNews:
    def test_what_changed_since_the_last_visit(self, conflict, length, cy, as_user):
        client = as_user(cy)
        assert "New since" not in body(client)
        assert not Visit.objects.exists()  # a page that is looked at writes nothing
        assert f'hx-post="{SEEN}" hx-trigger="load"' in body(client)
        assert client.post(SEEN).status_code == 204
        assert "New since" not in body(client)
        Visit.objects.update(seen_at=timezone.now() - timedelta(hours=3))
        QuestionRow.objects.update(changed_at=timezone.now() - timedelta(hours=4))
        assert "New since" not in body(client)
        conflict[2].annotations.update(value_low="1100", value_high="1100")
        assert "New since" in body(client)
        # still new while one is at it, and old the next time
        client.post(SEEN)
        assert "New since" in body(client, "?state=agree")
        Visit.objects.update(seen_at=timezone.now() + timedelta(seconds=1), before=None)
        assert "New since" not in body(client)

    def test_each_has_their_own(self, conflict, cy, mo, ada, stranger, as_user):
        told = [as_user(one).post(SEEN).status_code for one in (cy, mo, ada, stranger)]
        assert told == [204, 204, 403, 404]
        assert as_user(cy).get(SEEN).status_code == 405
        assert Visit.objects.count() == 2


class TestBlind:
    @pytest.fixture
    def reads_one(self, conflict, cy):
        """Cy is to read the article that says 800 km."""
        cy.memberships.update(annotator=True)
        assign(conflict[2], cy)
        return conflict

    def test_what_one_has_still_to_read_takes_no_part(self, reads_one, cy, mo, as_user):
        assert "conflict" in rows(as_user(mo))[0]
        [told] = rows(as_user(cy))
        assert "= agree" in told
        assert "800" in plain(body(as_user(mo)))
        assert "800" not in plain(body(as_user(cy)))
        assert "1 article is not counted: submit your own reading first." in body(as_user(cy))
        assert QuestionRow.objects.get().state == "conflict"

    def test_nor_in_the_table(self, reads_one, cy, mo, as_user):
        whole = as_user(mo).get(CSV).getvalue().decode()
        assert "800" in plain(whole)
        assert "Harbour" in whole
        table = as_user(cy).get(CSV).getvalue().decode()
        assert "1,100 km" in table
        assert "800" not in plain(table)
        assert "Harbour" not in table

    def test_nor_do_rulings_that_rest_on_it(self, reads_one, length, cy, mo, as_user):
        as_user(mo).get(PAGE)
        Ruling.objects.create(
            question=length, verdict="state", state="superseded?", reason="800 was before.",
            basis=QuestionRow.objects.get().basis[:56], ruled_by=mo, ruled_at=timezone.now(),
        )  # fmt: skip
        assert "800 was before" in body(as_user(mo))
        assert "800 was before" not in body(as_user(cy))


class TestTable:
    def test_each_row_leads_back(self, conflict, story, cy, as_user):
        response = as_user(cy).get(CSV)
        found = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
        assert "pipeline-conflicts-" in response["Content-Disposition"]
        assert [row["article_title"] for row in found] == [
            "Harbour tells", "Meridian tells", "Post tells", "Silent",
        ]  # fmt: skip
        first, last = found[0], found[-1]
        article = conflict[2]
        assert article.text[int(first["start"]) : int(first["end"])] == first["quote"] == "800 km"
        assert (first["text_sha256"], first["state"]) == (article.text_sha256, "conflict")
        assert (first["letter"], first["value"], first["settled"]) == ("b", "800 km", "no")
        assert (last["marks"], last["quote"]) == ("silent", "")

    def test_formulas_are_defused(self, conflict, length, cy, as_user):
        length.wording = "=1+1"
        length.save()
        assert "'=1+1" in as_user(cy).get(CSV).getvalue().decode()


class TestBehind:
    """What has changed is not compared yet: the page says so, and shows what there is."""

    def test_until_the_work_is_done(self, conflict, story, ada, length, cy, work_done):
        rows_ready()
        client = browser(cy)
        assert "Something has changed" not in client.get(PAGE).content.decode()
        conflict[2].annotations.update(value_low="1100", value_high="1100")
        with transaction.atomic():
            article_progress.readings_changed([conflict[2].pk])
        page = client.get(PAGE + "?sort=wording").content.decode()
        assert "Something has changed since this was compared: 1 of 1 question is ready" in page
        assert "once a worker runs" in page
        assert "The sources conflict on 1 of 1 question" in page
        assert f'hx-get="{PAGE}?sort=wording"' in page
        assert SEEN not in page
        assert '-behind.csv"' in client.get(CSV)["Content-Disposition"]
        said = io.StringIO()
        call_command("export_table", "conflicts", stdout=io.StringIO(), stderr=said)
        assert "a worker (manage.py worker) is still to compare it" in said.getvalue()
        asks = {"HX-Request": "true", "HX-Target": "computing"}
        told = client.get(PAGE, headers=asks)
        assert "Something has changed" in told.content.decode()
        assert "<html" not in told.content.decode()
        assert work_done() > 0
        assert client.get(PAGE, headers=asks).headers["HX-Refresh"] == "true"
        page = client.get(PAGE).content.decode()
        assert "Something has changed" not in page
        assert "-behind.csv" not in client.get(CSV)["Content-Disposition"]
        assert "The sources do not conflict" in page


class TestCost:
    def test_statements_do_not_grow(
        self, conflict, story, length, ada, cy, as_user, django_assert_num_queries
    ):
        client = as_user(cy)
        client.get(PAGE)
        with django_assert_num_queries(18):
            client.get(PAGE)
        for n in range(3):
            other = ask(story, f"q{n}", wording=f"More {n}?")
            claim(conflict[0], ada, "Monday", other, str(n), part=n)
            claim(conflict[1], ada, "Monday", other, str(n), part=n)
        telling(story, "Fifth", "801", ada, length)
        client.get(PAGE)
        with django_assert_num_queries(18):
            client.get(PAGE)
