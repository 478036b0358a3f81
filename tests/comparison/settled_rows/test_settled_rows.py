"""The rows on which everything is settled: what is said there, and what is left out."""

import pytest

from annotator.annotations.models import Annotation, ArticleProgress, Stage
from annotator.comparison.matrix.conflict_lines import lines_from
from annotator.comparison.models import QuestionRow, Ruling, Verdict
from annotator.comparison.settled_rows import reading
from annotator.comparison.settled_rows.reading import settled_rows
from annotator.comparison.stamps import ruling_basis
from annotator.vocabulary.models import Question
from tests.comparison.conftest import rows_ready
from tests.conftest import make_article
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db


def says(article, who, words: str, km: str, question, **details) -> Annotation:
    return mark(
        article, who, words, "claim-quantity", question=question, value=words, value_low=km,
        value_high=km, value_bounds="[]", unit="km", approximator="exact", **details,
    )  # fmt: skip


def settle(*articles) -> None:
    """What Ada read there is gold, and the articles are finished."""
    Annotation.objects.filter(article__in=articles).update(layer="gold")
    ArticleProgress.objects.filter(article__in=articles).update(stage=Stage.FINISHED)
    rows_ready()


@pytest.fixture
def length(story):
    return Question.objects.create(
        story=story, slug="length", wording="How long is it?", type="quantity", unit="km"
    )


@pytest.fixture
def settled(story, article, other_article, labels, ada, length):
    """The Harbour Post says 1,100 km, the Daily Meridian 800 km; both are settled."""
    says(article, ada, "1,100 kilometres", "1100", length, as_of="2022-02")
    says(other_article, ada, "800 km", "800", length)
    submit(article, ada)
    submit(other_article, ada)
    settle(article, other_article)
    return length


def test_a_settled_row_has_its_answers_with_quote_source_and_place(story, article, settled):
    [row] = settled_rows(story)
    assert (row.slug, row.state, row.sources, row.voices) == ("length", "conflict", 2, 2)
    assert row.reason == (
        "Daily Meridian says 800 km, The Harbour Post 1,100 km: 300 km apart, 0.5 would be allowed."
    )
    assert row.told
    assert sorted(value.text for value in row.values) == ["1,100 km", "800 km"]
    [said] = [one for one in row.answers() if one.article.key == article.pk]
    assert article.text[said.start : said.end] == said.quote == "1,100 kilometres"
    assert article.text.count(f"{said.before}{said.quote}{said.after}") == 1
    assert (said.article.source, said.article.version, said.as_of) == (
        "The Harbour Post", 1, "2022-02",
    )  # fmt: skip
    assert said.article.text_sha256 == article.text_sha256


def test_what_is_not_settled_says_nothing(story, settled, ada, bo):
    third = make_article(story, "Third Paper", "T", "It says 800 km, too.\n")
    says(third, ada, "800 km", "800", settled)
    submit(third, ada)
    rows_ready()
    [row] = settled_rows(story)
    assert "Third Paper" not in row.reason
    assert (row.sources, len(list(row.answers()))) == (2, 2)
    settle(third)
    [row] = settled_rows(story)
    assert "Third Paper" in row.reason
    assert (row.sources, len(list(row.answers()))) == (3, 3)


def test_a_row_that_hangs_on_what_is_not_settled_is_left_out(story, settled, other_article):
    Annotation.objects.filter(article=other_article).update(layer="reading")
    ArticleProgress.objects.filter(article=other_article).update(stage=Stage.READING)
    rows_ready()
    assert QuestionRow.objects.get(pk=settled).state == "conflict"
    assert list(settled_rows(story)) == []


def test_a_ruling_counts_while_it_holds(story, settled, cy):
    basis = ruling_basis(QuestionRow.objects.get(pk=settled).basis)
    ruling = Ruling.objects.create(
        question=settled, verdict=Verdict.STATE, state="agree", reason="A typing error.",
        basis=basis, ruled_by=cy, ruled_at=settled.asked_at,
    )  # fmt: skip
    rows_ready()
    [row] = settled_rows(story)
    assert (row.state, row.computed, row.ruling.by) == ("agree", "conflict", "Cy")
    assert not row.told
    assert list(settled_rows(story, told=True)) == []
    Ruling.objects.filter(pk=ruling.pk).update(basis="another")
    rows_ready()
    assert list(settled_rows(story)) == [], "it is stale: somebody has to look"


def test_an_article_that_is_still_to_be_read_takes_no_part(story, settled, article, other_article):
    [row] = settled_rows(story, {other_article.pk})
    assert (row.state, [one.article.key for one in row.answers()]) == (
        "single source", [article.pk],
    )  # fmt: skip
    assert list(settled_rows(story, {other_article.pk}, told=True)) == []


def test_rows_without_hidden_articles_come_in_batches_in_the_order_of_all(
    story, settled, article, other_article, ada, monkeypatch
):
    for number in range(5):
        another = Question.objects.create(
            story=story, slug=f"q{number}", wording=f"No. {number}?", type="quantity", unit="km"
        )
        said = {"part": number + 1, "layer": "gold"}
        says(article, ada, "1,100 kilometres", "1100", another, **said)
        if number % 2:
            says(other_article, ada, "800 km", "800", another, **said)
    third = make_article(story, "Third Paper", "T", "It says 800 km, too.\n")
    says(third, ada, "800 km", "800", settled, layer="gold")
    settle(article, other_article, third)
    hidden = {third.pk}
    at_once = list(settled_rows(story, hidden))
    assert len(at_once) == 6
    assert [row.state for row in at_once] == ["conflict"] * 3 + ["single source"] * 3
    monkeypatch.setattr(reading, "BATCH", 2)
    computed = []
    monkeypatch.setattr(reading, "lines_from", lambda *given: computed.append(len(given[1])) or lines_from(*given))  # fmt: skip
    assert list(settled_rows(story, hidden)) == at_once
    assert computed == [2] * 6, "never more than a batch at once, and each row twice"


def test_some_questions_alone(story, settled):
    assert [row.question for row in settled_rows(story, questions={settled.pk})] == [settled.pk]
    assert list(settled_rows(story, questions=set())) == []


def test_statements_do_not_grow_with_a_batch(
    story, settled, article, other_article, ada, django_assert_max_num_queries
):
    def statements() -> int:
        with django_assert_max_num_queries(40) as counted:
            rows = list(settled_rows(story, told=True))
        assert len(rows) == Question.objects.count()
        return len(counted)

    few = statements()
    for number in range(4):
        another = Question.objects.create(
            story=story, slug=f"q{number}", wording=f"No. {number}?", type="quantity", unit="km"
        )
        says(article, ada, "1,100 kilometres", "1100", another, part=number + 1, layer="gold")
        says(other_article, ada, "800 km", "800", another, part=number + 1, layer="gold")
    rows_ready()
    assert statements() == few


def test_a_row_as_it_is_kept_is_the_row_that_is_computed(
    story, settled, ada, article, other_article
):
    other = Question.objects.create(
        story=story, slug="cost", wording="How dear?", type="quantity", unit="km"
    )
    says(article, ada, "1,100 kilometres", "1100", other, part=1, layer="gold")
    says(other_article, ada, "800 km", "800", other, part=1, layer="gold", modality="denied")
    rows_ready()
    kept = list(settled_rows(story))
    # Another source that only somebody's reading has: what is settled is computed without it.
    third = make_article(story, "Third Paper", "T", "It says 800 km, too.\n")
    for number, question in enumerate((settled, other)):
        says(third, ada, "800 km", "800", question, part=number)
    submit(third, ada)
    rows_ready()
    assert [row.state for row in kept] == ["conflict", "single source"]
    assert list(settled_rows(story, questions={settled.pk})) == kept[:1]
