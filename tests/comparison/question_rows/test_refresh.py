"""Which rows are computed from what counts, kept up to date, and from what for blind members."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.annotations import article_progress
from annotator.annotations.models import Annotation, ArticleProgress, Layer, Stage
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.reason_records import Reason
from annotator.comparison.engine.records import CellMark
from annotator.comparison.models import (
    ArticleSnapshot,
    Change,
    Copy,
    QuestionCell,
    QuestionRow,
    Ruling,
)
from annotator.comparison.question_rows import kept, refresh
from annotator.comparison.question_rows.answers import (
    answers_of,
    article_records,
    cell_rulings,
    known_articles,
    question_record,
)
from annotator.comparison.question_rows.kept import kept_of, question_rows, rows_behind
from annotator.comparison.question_rows.refresh import refresh_rows
from annotator.comparison.stamps import ruling_basis
from annotator.vocabulary.models import Entity, Question
from articles.models import Article
from articles.regions import put_back, replace_region
from tests.comparison.conftest import rows_ready
from tests.conftest import make_article
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db


def said_of(row) -> str:
    """Why a row has its state, with sources by their keys."""
    return Reason.of(row.why).sentence({})


@pytest.fixture
def length(story):
    return Question.objects.create(
        story=story, slug="length", wording="How long?", type="quantity", unit="km", tolerance=0.02
    )


@pytest.fixture
def cost(story):
    return Question.objects.create(story=story, slug="cost", wording="How dear?", type="quantity")


def claim(article, by, words, question, number="", unit="km", **details):
    return mark(
        article, by, words, "claim-quantity", question=question, value=words, value_low=number,
        value_high=number, value_bounds="[]", unit=unit, **details,
    )  # fmt: skip


def settle(article, *claims):
    """The article is finished, and these claims are its gold."""
    now = timezone.now()
    for one in claims:
        Annotation.objects.filter(pk=one.pk).update(layer=Layer.GOLD)
    ArticleProgress.objects.filter(pk=article.pk).update(stage=Stage.FINISHED)
    article_progress.decisions_changed(article.pk)
    return now


@pytest.fixture
def two_lengths(article, other_article, labels, ada, bo, cy, length):
    """Ada and Bo read 1,100 km in one article, Ada 800 km in another of another source."""
    for who in (ada, bo):
        claim(article, who, "1,100 kilometres", length, "1100", "kilometres")
    claim(other_article, ada, "800 km", length, "800")
    submit(article, ada, bo)
    submit(other_article, ada)
    return length


def row(question) -> QuestionRow:
    rows_ready()
    return QuestionRow.objects.get(question=question)


class TestAnswers:
    def test_units_steps_readers_and_places(self, two_lengths, story, article, ada, bo):
        said = answers_of(story, [two_lengths])[two_lengths.pk]
        first, second, other = said
        assert (first.unit, first.low, first.step, first.settled) == ("km", 1100, 1, False)
        assert {first.reader, second.reader} == {ada.pk, bo.pk}
        assert article.text[first.name.start : first.name.end] == "1,100 kilometres"
        assert other.article != first.article

    def test_two_speakers_of_one_name_are_told_apart(self, two_lengths, story, article):
        mine, theirs = Annotation.objects.filter(article=article)
        for n, one in enumerate((mine, theirs)):
            one.said_by = Entity.objects.create(slug=f"khan-{n}", name="Khan")
            one.save()
        said = answers_of(story, [two_lengths])[two_lengths.pk]
        assert {answer.said_by for answer in said} == {"", "Khan (khan-0)", "Khan (khan-1)"}

    def test_gold_of_a_finished_article_counts_alone(self, two_lengths, story, article, ada):
        settle(article, Annotation.objects.get(article=article, annotator=ada))
        said = answers_of(story, [two_lengths])[two_lengths.pk]
        assert [(a.settled, a.reader) for a in said] == [(True, None), (False, ada.pk)]

    def test_what_is_no_number_is_not_compared(self, two_lengths, story, article):
        Annotation.objects.filter(article=article).update(value_low="many", value_high="2022-01-01")
        assert row(two_lengths).state == "not comparable"

    def test_silent_not_looked_for_and_unread(self, two_lengths, story, ada, bo, cy):
        silent, loose, early, unread = (
            make_article(story, title=t, text=f"{t} it is said.\n")
            for t in ["Silent", "Loose", "Early", "Unread"]
        )
        for each in (silent, loose, early):
            submit(each, ada)
        mark(loose, ada, "said", "claim-event")
        early.assignments.update(submitted_at=two_lengths.asked_at)
        known = known_articles(story)
        keys = [each.pk for each in (silent, loose, early, unread)]

        def marks():
            rulings = cell_rulings(story).get(two_lengths.pk, [])
            found = compare(question_record(two_lengths), [], article_records(keys, known, rulings))
            return [found.cells[key].marks[0] for key in keys]

        assert marks() == [
            CellMark.SILENT,
            CellMark.NOT_LOOKED_FOR,
            CellMark.NOT_LOOKED_FOR,
            CellMark.UNREAD,
        ]
        for each, verdict in ((early, "silent"), (unread, "not applying")):
            Ruling.objects.create(
                question=two_lengths, article=each, verdict=verdict, reason="I looked.",
                ruled_by=cy, ruled_at=timezone.now(),
            )  # fmt: skip
        assert marks()[2:] == [CellMark.SILENT, CellMark.NOT_APPLYING]


class TestKept:
    def test_what_a_row_says(self, two_lengths, article, other_article):
        found = row(two_lengths)
        assert (found.state, found.certain, found.sources, found.voices) == (
            "conflict", "unanswered", 2, 2,
        )  # fmt: skip
        assert said_of(found).endswith(": 300 km apart, 22 would be allowed.")
        assert {key for side in found.why["sides"] for key in side["sources"]} == {
            article.source_id, other_article.source_id,
        }  # fmt: skip
        assert found.articles == sorted([article.pk, other_article.pk])
        assert [(c["letter"], c["text"], c["articles"]) for c in found.camps] == [
            ("a", "800 km", [other_article.pk]),
            ("b", "1,100 km", [article.pk]),
        ]

    def test_what_lists_show_is_kept_apart_as_a_migration_keeps_it(
        self, story, ada, length, labels
    ):
        for n in range(14):
            one = make_article(story, f"Paper {n}", f"T{n}", f"It is {n + 1}00 km long.\n")
            claim(one, ada, f"{n + 1}00 km", length, f"{n + 1}00")
            submit(one, ada)
        found = row(length)
        assert (len(found.shown["camps"]), found.shown["smaller"]) == (12, 2)
        assert found.shown["camps"][0] == {
            "letter": "a", "text": "100 km", "low": 100.0, "high": 100.0, "voices": 1,
            "quoted": found.camps[0]["quoted"], "quotes": 1, "articles": 1,
        }  # fmt: skip
        QuestionRow.objects.update(shown={})
        migration = import_module("annotator.comparison.migrations.0011_shown_of_rows")
        migration.keep_shown(apps, connection.schema_editor())
        assert QuestionRow.objects.get(pk=length.pk).shown == found.shown

    def test_only_what_changed_is_computed_again(self, two_lengths, cost, story, article, ada):
        assert refresh_rows(story) == 2
        assert refresh_rows(story) == 0
        claim(article, ada, "$3 billion", cost, "3000000000", "USD")
        article_progress.readings_changed([article.pk])
        # the new answer's question alone, though the article answers another one too
        assert refresh_rows(story) == 1
        article_progress.readings_changed([article.pk])
        assert refresh_rows(story) == 0  # nothing of it is another
        cost.tolerance = 0.5
        cost.save()
        assert refresh_rows(story) == 1
        assert refresh_rows(story) == 0

    def test_an_answer_that_is_gone_is_noticed(self, two_lengths, story, other_article):
        assert row(two_lengths).state == "conflict"
        other_article.annotations.update(erased_at=timezone.now())
        article_progress.readings_changed([other_article.pk])
        found = row(two_lengths)
        assert (found.state, found.articles) != ("conflict", [])
        assert other_article.pk not in found.articles

    def test_a_row_is_computed_once_a_part_of_a_page_gets_or_loses_a_role(
        self, two_lengths, story, cost, article, other_article
    ):
        refresh_rows(story)
        assert refresh_rows(story) == 0
        start = article.text.index("1,100 kilometres")
        done = replace_region(article, start, start + 16, "caption", "manager")
        assert refresh_rows(story) == 1
        put_back(article, done)
        assert refresh_rows(story) == 1
        replace_region(article, start, start + 16, "link", "manager")
        refresh_rows(story)
        replace_region(article, start, start + 16, "caption", "manager")
        assert refresh_rows(story) == 1

    def test_what_stands_in_a_caption_takes_no_part(self, two_lengths, story, other_article):
        assert row(two_lengths).state == "conflict"
        start = other_article.text.index("800 km")
        done = replace_region(other_article, start, start + 6, "caption", "manager")
        assert row(two_lengths).state == "single source"
        apart = answers_of(story, [two_lengths])[two_lengths.pk]
        assert [answer.aside for answer in apart if answer.low == 800] == ["caption"]
        put_back(other_article, done)
        assert row(two_lengths).state == "conflict"

    def test_a_corrected_date_and_a_corrected_source_are_noticed(
        self, two_lengths, story, article, other_article
    ):
        two_lengths.can_change, two_lengths.settling_days = True, 30
        two_lengths.save()
        Article.objects.update(published_on=date(2022, 2, 1))
        assert row(two_lengths).state == "conflict"
        Article.objects.filter(pk=article.pk).update(published_on=date(2021, 2, 1))
        assert row(two_lengths).state == "superseded?"
        Article.objects.filter(pk=article.pk).update(source=other_article.source)
        assert row(two_lengths).state == "single source"

    def test_what_is_known_of_articles_is_kept(self, two_lengths, story, article, ada):
        unread = make_article(story, title="Unread", text="Unread.\n")
        loose = make_article(story, title="Loose", text="Loose it is said.\n")
        submit(loose, ada)
        mark(loose, ada, "said", "claim-event")
        article_progress.readings_changed([loose.pk])
        refresh_rows(story)
        found = kept_of(story)
        assert found == kept.Kept(articles=4, unread=1, loose=1, copies=0, behind=False)
        first = min(one.submitted_at for one in article.assignments.all())
        assert ArticleSnapshot.objects.get(pk=article.pk).submitted_at == first
        unread.delete()
        assert rows_behind(story)
        refresh_rows(story)
        assert kept_of(story)[:2] == (3, 0)

    def test_it_goes_on_in_portions_and_where_it_was_interrupted(
        self, two_lengths, cost, story, monkeypatch
    ):
        monkeypatch.setattr(refresh, "ARTICLES", 1)
        monkeypatch.setattr(refresh, "BATCH", 1)
        told = []

        def tell(done, of):
            told.append((done, of))
            if len(told) in {2, 4}:
                raise InterruptedError

        for _ in range(2):
            with pytest.raises(InterruptedError):
                refresh_rows(story, tell)
            assert rows_behind(story)
        assert refresh_rows(story, tell) == 1
        assert told == [(0, 2), (1, 2), (1, 1), (1, 2), (1, 1)]
        assert not rows_behind(story)
        assert {one.state for one in question_rows(story)} == {"conflict", "unanswered"}

    def test_a_change_while_it_is_computed_is_computed_again(
        self, two_lengths, story, article, monkeypatch
    ):
        compute = refresh.compute
        computed = []

        def slow(of, questions):
            found = compute(of, questions)
            computed.append(len(found))
            if len(computed) == 1:
                article.annotations.update(value_low="800", value_high="800")
                article_progress.readings_changed([article.pk])
                refresh_rows(of)  # another one, which is done before this one stores
            return found

        monkeypatch.setattr(refresh, "compute", slow)
        refresh_rows(story)
        assert QuestionRow.objects.get().state == "agree"
        assert not Change.objects.exists()

    def test_a_cell_is_kept_as_it_is_shown(self, two_lengths, story, article, other_article):
        refresh_rows(story)
        cells = QuestionCell.objects.order_by("camp")
        assert [(one.article_id, one.camp) for one in cells] == [
            (other_article.pk, "1a"), (article.pk, "1b"),
        ]  # fmt: skip
        [[start, end, before, words, after]] = cells[0].sentences
        assert before + words + after == other_article.text.strip()
        assert other_article.text[start:end] == words == "800 km"
        kept_stamp = cells[1].stamp
        other_article.annotations.update(erased_at=timezone.now())
        article_progress.readings_changed([other_article.pk])
        refresh_rows(story)
        [left] = cells.all()
        assert (left.article_id, left.camp, left.stamp) == (article.pk, "1a", kept_stamp)

    def test_finishing_settles_it(self, two_lengths, article, other_article, ada):
        before = row(two_lengths)
        for each in (article, other_article):
            settle(each, Annotation.objects.get(article=each, annotator=ada))
        after = row(two_lengths)
        assert (after.state, after.certain) == ("conflict", "conflict")
        # nobody says anything else than before: what was ruled on it stands
        assert ruling_basis(after.basis) == ruling_basis(before.basis)

    def test_another_value_is_another_basis(self, two_lengths, article):
        before = row(two_lengths)
        article.annotations.update(value_low="900", value_high="900")
        article_progress.readings_changed([article.pk])
        assert ruling_basis(row(two_lengths).basis) != ruling_basis(before.basis)

    def test_copies_make_one_voice(self, two_lengths, story, article, other_article):
        article.annotations.update(value_low="800", value_high="800")
        assert row(two_lengths).state == "agree"
        copy = Copy.objects.create(story=story, article=other_article, original=article, share=0.39)
        assert row(two_lengths).state == "agree"
        copy.share = 0.4
        copy.save()
        found = row(two_lengths)
        assert (found.state, found.sources, found.voices) == ("one voice", 2, 1)
        story.copy_share = 50
        story.save()
        assert refresh_rows(story) == 1  # another share alone makes its row due
        assert QuestionRow.objects.get().state == "agree"

    def test_a_cell_that_does_not_apply_takes_no_part(self, two_lengths, other_article, cy):
        refresh_rows(two_lengths.story)
        Ruling.objects.create(
            question=two_lengths, article=other_article, verdict="not applying",
            reason="Another pipe.", ruled_by=cy, ruled_at=timezone.now(),
        )  # fmt: skip
        assert row(two_lengths).state == "single source"

    def test_statements_do_not_grow_with_annotations(
        self, two_lengths, story, article, ada, django_assert_num_queries
    ):
        refresh_rows(story)
        claim(article, ada, "pipeline", two_lengths, "7")
        article_progress.readings_changed([article.pk])
        with CaptureQueriesContext(connection) as few:
            assert refresh_rows(story) == 1
        for n in range(20):
            claim(article, ada, "pipeline", two_lengths, str(n), part=n + 1)
        article_progress.readings_changed([article.pk])
        with django_assert_num_queries(len(few)):
            assert refresh_rows(story) == 1

    def test_a_row_is_what_the_engine_says_of_all_articles(self, two_lengths, story):
        found = row(two_lengths)
        whole = compare(
            question_record(two_lengths), answers_of(story, [two_lengths])[two_lengths.pk]
        )
        assert (found.state, said_of(found)) == (whole.state, whole.reason)


class TestBlind:
    def test_without_the_hidden_article_and_not_kept(self, two_lengths, story, article):
        rows_ready()
        [live] = question_rows(story, {article.pk})
        assert (live.state, live.articles) != ("conflict", [])
        assert article.pk not in live.articles
        assert QuestionRow.objects.get().state == "conflict"

    def test_rows_that_it_has_no_part_in_are_not_computed(
        self, two_lengths, cost, story, article, other_article, ada, monkeypatch
    ):
        claim(article, ada, "$3 billion", cost, "3000000000", "USD")
        article_progress.readings_changed([article.pk])
        silent = make_article(story, title="Silent", text="Silent.\n")
        rows_ready()
        reasons = {one.pk: said_of(one) for one in question_rows(story)}
        monkeypatch.setattr(kept, "compute", lambda *_: pytest.fail("nothing is to be computed"))
        assert {one.pk: said_of(one) for one in question_rows(story, {silent.pk})} == reasons
        alone = []
        monkeypatch.setattr(kept, "compute", lambda _, listed, hidden: alone.extend(listed) or [])
        assert [one.question for one in question_rows(story, {other_article.pk})] == [cost]
        assert alone == [two_lengths]

    def test_only_active_questions(self, two_lengths, story):
        rows_ready()
        assert len(question_rows(story, ())) == 1
        Question.objects.update(active=False)
        assert question_rows(story, ()) == [] == question_rows(story, {1})
