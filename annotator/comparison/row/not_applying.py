"""The empty cells of one article, or of one question, as a page lists them to be ruled on."""

from typing import Any, NamedTuple

from django import forms

from annotator.comparison.matrix.actions import empty_cell_basis, stale_cells
from annotator.comparison.matrix.bulk_rulings import Cell
from annotator.comparison.question_rows.answers import Hidden, answers_of, cell_rulings
from annotator.comparison.question_rows.columns import columns_of
from annotator.vocabulary.models import Question
from articles.models import Article, Story

LONGEST_KEY = 18
"""Digits of a key that every database holds."""


class EmptyCell(NamedTuple):
    """A cell without an answer and without a ruling: what it is called, and what the form sends."""

    name: str
    more: str
    sent: str


class NotApplyingForm(forms.Form):
    """One article and some of its questions, or one question and some of its articles."""

    article = forms.ModelChoiceField(
        Article.objects.none(),
        required=False,
        empty_label="Choose an article",
        error_messages={"invalid_choice": "This article is not in the story. Choose another."},
    )
    question = forms.ModelChoiceField(
        Question.objects.none(),
        required=False,
        empty_label="Choose a question",
        error_messages={"invalid_choice": "This question is not in use. Choose another."},
    )

    def __init__(self, data: object, story: Story, hidden: Hidden) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        articles = Article.objects.filter(story=story).exclude(pk__in=hidden)
        listed = articles.select_related("source").defer("text")
        self.fields["article"].queryset = listed.order_by("source__name", "pk")  # type: ignore[attr-defined]
        self.fields["article"].label_from_instance = _article_name  # type: ignore[attr-defined]
        active = Question.objects.filter(story=story, active=True)
        self.fields["question"].queryset = active  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Article | Question | None:
        """Return the article or the question that is chosen, once the form is valid."""
        return self.cleaned_data.get("article") or self.cleaned_data.get("question")


class EmptyCellsForm(forms.Form):
    """What the empty cells of one article or of one question can be narrowed to."""

    article = forms.CharField(required=False, widget=forms.HiddenInput)
    question = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(required=False)

    def __init__(self, data: Any, of_article: bool) -> None:
        super().__init__(data, auto_id="cells-%s")
        self.fields["text"].label = "Question has" if of_article else "Source or title has"
        del self.fields["question" if of_article else "article"]


def empty_cells(story: Story, chosen: Article | Question, hidden: Hidden) -> list[EmptyCell]:
    """Return the cells of the article or question that hold nothing and are not ruled on; a number
    of statements that does not grow."""
    if isinstance(chosen, Article):
        asked = list(Question.objects.filter(story=story, active=True).order_by("wording", "pk"))
        answered = answers_of(story, asked, hidden, only=[chosen.pk])
        ruled = _ruled(story, hidden)
        return [
            EmptyCell(one.wording, one.get_type_display(), _sent(one, chosen.pk))
            for one in asked
            if not answered[one.pk] and (one.pk, chosen.pk) not in ruled
        ]
    saying = {answer.article for answer in answers_of(story, [chosen], hidden)[chosen.pk]}
    ruled = _ruled(story, hidden)
    return [
        EmptyCell(one.source_name, one.title, _sent(chosen, one.article))
        for one in columns_of(story, hidden)
        if one.article not in saying and (chosen.pk, one.article) not in ruled
    ]


def cells_sent(listed: list[str]) -> dict[Cell, str]:
    """Return the cells that a form sent, each with its basis. Raises ValueError for another
    word."""
    found = {}
    for words in listed:
        question, article, basis = words.split(".")
        if len(question) > LONGEST_KEY or len(article) > LONGEST_KEY:
            raise ValueError(f"{words} is no cell.")
        found[int(question), int(article)] = basis
    return found


def _sent(question: Question, article: int) -> str:
    return f"{question.pk}.{article}.{empty_cell_basis(question)}"


def _ruled(story: Story, hidden: Hidden) -> set[Cell]:
    """Return the cells with a ruling that is not stale."""
    rulings = [one for listed in cell_rulings(story, hidden).values() for one in listed]
    stale = stale_cells(story, rulings, hidden) if rulings else set()
    return {
        (one.question_id, one.article_id)
        for one in rulings
        if one.pk not in stale and one.article_id
    }


def _article_name(article: Article) -> str:
    return f"{article.source.name}: {article.title}"
