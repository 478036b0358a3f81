"""The demo shows every way in which readings differ and sources conflict."""

from itertools import permutations

import pytest
from django.db import transaction

from annotator.annotations.models import Annotation, Assignment
from annotator.desk.demo.load import load_demo
from annotator.vocabulary.models import Alias
from articles.models import Article

DETAILS = (
    "entity_id", "question_id", "value_low", "value_high", "answer_key", "unit", "approximator", "modality",
    "as_of", "scope", "said_by_id", "stance_holder_id", "stance_target_id",
)  # fmt: skip
EDGE_SIGNS = " “”«»‘’\"',.!?:;"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo, loaded once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(demo, db):
    return None


def pairs():
    """Every two marks of one article and kind by two people who have submitted."""
    done = set(
        Assignment.objects.filter(state="submitted").values_list("article_id", "annotator_id")
    )
    marks = [m for m in Annotation.objects.all() if (m.article_id, m.annotator_id) in done]
    for a, b in permutations(marks, 2):
        if a.article_id == b.article_id and a.kind == b.kind and a.annotator_id != b.annotator_id:
            yield a, b


def edges(mark):
    return mark.start, mark.end


def overlap(a, b):
    return min(a.end, b.end) - max(a.start, b.start)


def differing(a, b):
    return [
        (getattr(a, name), getattr(b, name))
        for name in DETAILS
        if getattr(a, name) != getattr(b, name)
    ]


def same_place_and_label(a, b):
    return edges(a) == edges(b) and a.label_id == b.label_id


def core(mark):
    return mark.quote.strip(EDGE_SIGNS)


DIFFERENCES = {
    "agreed": lambda a, b: same_place_and_label(a, b) and not differing(a, b),
    "edges": lambda a, b: overlap(a, b) > 0 and core(a) != core(b) and a.label_id == b.label_id,
    "punctuation": lambda a, b: overlap(a, b) > 0 and edges(a) != edges(b) and core(a) == core(b),
    "label": lambda a, b: edges(a) == edges(b) and a.label_id != b.label_id,
    "entity": lambda a, b: (
        a.entity_id and b.entity_id and same_place_and_label(a, b) and a.entity_id != b.entity_id
    ),
    "value": lambda a, b: (
        a.value_low and b.value_low and same_place_and_label(a, b) and a.value_low != b.value_low
    ),
    "approximator": lambda a, b: (
        same_place_and_label(a, b) and {a.approximator, b.approximator} == {"about", "nearly"}
    ),
    "modality": lambda a, b: (
        same_place_and_label(a, b) and {a.modality, b.modality} == {"asserted", "hedged"}
    ),
    "blank": lambda a, b: (
        same_place_and_label(a, b) and any(not x and y for x, y in differing(a, b))
    ),
    "nested": lambda a, b: b.start < a.start and a.end < b.end,
    "crossing": lambda a, b: a.start < b.start < a.end < b.end,
    "same words twice": lambda a, b: (
        a.quote == b.quote and a.label_id == b.label_id and overlap(a, b) <= 0
    ),
}


@pytest.mark.usefixtures("loaded")
class TestReadings:
    @pytest.mark.parametrize("name", DIFFERENCES)
    def test_two_readings_show(self, name):
        assert any(DIFFERENCES[name](a, b) for a, b in pairs())

    def test_one_misses_what_another_marks(self):
        readers = Assignment.objects.filter(article__title="Oil spill shuts Port Amar").values_list(
            "annotator", flat=True
        )
        marks = list(Annotation.objects.filter(article__title="Oil spill shuts Port Amar"))
        assert any(
            all(
                overlap(mark, other) <= 0
                for other in marks
                if other.annotator_id == reader and other.kind == mark.kind
            )
            for mark in marks
            for reader in readers
        )

    def test_one_splits_what_another_marks_whole(self):
        inside = {}
        for part, whole in pairs():
            if overlap(part, whole) == part.end - part.start < whole.end - whole.start:
                inside.setdefault((whole.pk, part.annotator_id), set()).add(edges(part))
        assert any(len(parts) > 1 for parts in inside.values())

    def test_every_quote_is_what_stands_there(self):
        marks = Annotation.objects.select_related("article")
        assert len(marks) > 100
        for mark in marks:
            assert mark.article.text[mark.start : mark.end] == mark.quote

    def test_there_is_every_state_of_a_reading_and_something_for_ada(self):
        states = {
            (a.annotator.username, a.state) for a in Assignment.objects.select_related("annotator")
        }
        assert {
            ("ada", "assigned"),
            ("ada", "in progress"),
            ("ada", "submitted"),
            ("ada", "withdrawn"),
        } <= states
        assert {("bo", "submitted"), ("eve", "submitted")} <= states

    def test_one_reading_is_empty(self):
        submitted = Assignment.objects.filter(state="submitted")
        empty = [
            a
            for a in submitted
            if not Annotation.objects.filter(article=a.article, annotator=a.annotator).exists()
        ]
        assert [a.annotator.username for a in empty] == ["eve"]

    def test_there_is_a_note_and_a_flag(self):
        assert Annotation.objects.exclude(note="").exists()
        assert Annotation.objects.exclude(flag="").exists()

    def test_stances_have_holders_targets_and_the_papers_own_voice(self):
        stances = Annotation.objects.filter(kind="stance")
        assert stances.exclude(stance_holder=None).exists()
        assert stances.filter(stance_holder=None, stance_target__slug="halden-energy").exists()
        assert set(stances.values_list("label_id", flat=True)) == {
            "stance-favour",
            "stance-against",
            "stance-neutral",
        }

    def test_two_people_share_an_alias(self):
        assert Alias.objects.filter(name="Karam").count() == 2


def said(question, **narrower):
    return Annotation.objects.filter(question__slug=question, **narrower)


@pytest.mark.usefixtures("loaded")
class TestSources:
    def test_one_length_in_kilometres_and_in_miles(self):
        assert set(said("length").values_list("value_low", "unit")) == {
            ("137", "km"),
            ("85", "mi"),
            ("140", "km"),
        }
        assert abs(85 * 1.609344 - 137) < 137 * 0.02

    def test_costs_conflict(self):
        own = said("clean-up", said_by=None, modality="asserted").values_list(
            "value_low", "article__source__name"
        )
        assert {("2000000000", "Strait Commerce"), ("3000000000", "The Meridian")} <= set(own)

    def test_a_speaker_gives_a_figure_that_the_paper_does_not(self):
        assert said("oil", said_by__slug="erik-vold", value_high="300", value_low="").exists()

    def test_a_prediction_is_belied(self):
        assert said("reopening", modality="predicted", value_high="2024-04-01").exists()
        assert said("reopening", modality="asserted", value_low="2024-04-09").exists()

    def test_an_article_contradicts_itself(self):
        moved = said("people-moved", article__source__name="The Meridian", annotator__username="bo")
        assert set(moved.values_list("value_low", flat=True)) == {"420", "380"}

    def test_a_paper_changes_its_account(self):
        oil = said("oil", article__source__name="The Harbour Post", annotator__username="bo")
        assert set(oil.values_list("value_low", flat=True)) == {"400", "1150"}

    def test_yes_and_no(self):
        assert set(said("alarm").values_list("answer_key", flat=True)) == {"yes", "no"}

    def test_two_shares_make_the_whole(self):
        shares = set(
            said("state-share", annotator__username="bo").values_list("value_low", "scope")
        )
        assert {("74", ""), ("26", "Halden Energy")} <= shares

    def test_dates_leave_more_or_less_open(self):
        days = set(said("began").values_list("value_low", "value_high"))
        assert {
            ("2024-03-12", "2024-03-12"),
            ("2024-03-11", "2024-03-11"),
            ("2024-03-11", "2024-03-20"),
        } <= days

    def test_approximators(self):
        used = set(Annotation.objects.values_list("approximator", flat=True))
        assert {"about", "nearly", "more than", "up to", "less than"} <= used

    def test_a_number_is_written_with_words(self):
        assert said(
            "people-moved", quote="Four hundred and twenty people", value_low="420"
        ).exists()

    def test_one_thing_has_many_names(self):
        names = Annotation.objects.filter(entity__slug="ras-halim-leak").values_list(
            "quote", flat=True
        )
        assert {"spill", "leak", "incident", "disaster", "accident", "التسرب النفطي"} <= set(names)

    def test_a_paragraph_is_copied_word_for_word(self):
        texts = {
            a.source.name: set(a.text.split("\n"))
            for a in Article.objects.filter(published_on__lt="2024-03-15")
        }
        shared = (texts["The Harbour Post"] & texts["Strait Commerce"]) - {""}
        assert [len(paragraph.split()) > 40 for paragraph in shared] == [True]

    def test_arabic_emoji_and_a_long_title(self):
        arabic = Article.objects.get(language="ar")
        assert Annotation.objects.filter(article=arabic).count() > 8
        assert Annotation.objects.filter(quote__contains="👏🏽").exists()
        assert any(len(title) > 200 for title in Article.objects.values_list("title", flat=True))

    def test_articles_are_worth_reading_and_short_enough(self):
        words = Article.objects.exclude(language="ar").values_list("word_count", flat=True)
        assert len(words) == 5
        assert all(250 <= count <= 450 for count in words)
