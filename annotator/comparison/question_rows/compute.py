"""The rows of a story's questions, computed from what counts now; `refresh.py` stores them."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from django.db.models import Count, Max, Sum

from annotator.comparison.copies import actions
from annotator.comparison.copies.actions import voices_of
from annotator.comparison.copies.sentence_copies import (
    Lost,
    SharedSentences,
    row_voices,
    shared_sentences,
)
from annotator.comparison.engine.camps import MOST_QUOTES, quotes_by_letter
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.records import (
    Answer,
    AnswerInCell,
    ArticleRecord,
    Camp,
    ComparedRow,
    RowState,
)
from annotator.comparison.models import Copy, QuestionRow, Ruling, Verdict
from annotator.comparison.question_rows.answers import (
    Hidden,
    answers_of,
    cell_rulings,
    question_record,
)
from annotator.vocabulary.models import Question
from articles.models import Story

RANKS = (
    RowState.CONFLICT, RowState.SUPERSEDED, RowState.SPEAKERS, RowState.INCOMPARABLE,
    RowState.SELECTION, RowState.SCOPE, RowState.ONE_VOICE, RowState.TOLERANCE, RowState.AGREE,
    RowState.PREDICTION, RowState.SINGLE, RowState.UNANSWERED,
)  # fmt: skip
"""The order of rows on the page: what wants an editor first."""
UNSAID = ", via='', span='', aside='')"
"""Details that came later: where they are empty, rulings from before still hold."""
_ANSWERS_END, _QUESTION_END = 32, 56
"""A basis is three hashes: of the answers, of how the question is put and its cells ruled, and of
the story's copies and threshold. The first two are what a ruling rests on."""


def compute(story: Story, questions: list[Question], hidden: Hidden = ()) -> list[QuestionRow]:
    """Return the rows of these questions, as they are now; nothing is stored."""
    answers = answers_of(story, questions, hidden)
    rulings, voices = cell_rulings(story, hidden), voices_of(story, hidden)
    copies = copies_stamp(story)
    barred_from = {key: _barred(rulings.get(key, [])) for key in answers}
    taking_part = {
        key: [one for one in given if one.article not in barred_from[key] and not one.aside]
        for key, given in answers.items()
    }
    shared = shared_sentences(taking_part, actions.copy_threshold(story))
    computed = []
    for question in questions:
        given, ruled = answers[question.pk], rulings.get(question.pk, [])
        together = shared.get(question.pk, SharedSentences([], []))
        # An article that says nothing changes no state: only articles to which the question does
        # not apply are named.
        barred = [ArticleRecord(key, applies=False) for key in barred_from[question.pk]]
        row = compare(question_record(question), given, barred, row_voices(voices, together.joined))
        basis = answers_stamp(given) + _question_stamp(question, ruled) + copies
        computed.append(_computed(story, question, row, given, basis, together))
    return computed


def _barred(rulings: Iterable[Ruling]) -> set[int | None]:
    """Return the keys of the articles to which the question does not apply, by these rulings on its
    cells."""
    return {one.article_id for one in rulings if one.verdict == Verdict.NOT_APPLYING}


def _computed(
    story: Story,
    question: Question,
    row: ComparedRow,
    answers: list[Answer],
    basis: str,
    shared: SharedSentences,
) -> QuestionRow:
    """Return the row as it is stored."""
    counted = [answer for answer in answers if not answer.aside]
    quotes = quotes_by_letter(row)
    members: dict[str, list[Any]] = {}
    for article, cell in row.cells.items():
        for letter in cell.letters:
            members.setdefault(letter, []).append(article)
    return QuestionRow(
        question=question,
        story=story,
        basis=basis,
        state=row.state.value,
        certain=row.settled.value,
        rank=RANKS.index(row.state),
        why=row.why.as_data(),
        findings=[finding.as_data() for finding in row.findings],
        lost=_lost(shared.lost, counted),
        sources=row.sources,
        voices=row.voices,
        answers=len(counted),
        articles=sorted({answer.article for answer in counted}),
        outlets=sorted({answer.source for answer in counted}),
        camps=[
            _camp(camp, members.get(camp.letter, []), quotes.get(camp.letter, []))
            for camp in row.camps
        ],
        joined=[list(pair) for pair in shared.joined],
    )


def _lost(lost: Iterable[Lost], answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """Return where a speaker is lost as `QuestionRow.lost` keeps it: with the articles' sources."""
    sources: dict[Any, Any] = {answer.article: answer.source for answer in answers}
    return [
        {
            **one._asdict(),
            "copy_source": sources[one.copy],
            "original_source": sources[one.original],
        }
        for one in lost
    ]


def _camp(camp: Camp, members: list[Any], says: list[AnswerInCell]) -> dict[str, Any]:
    """Return a camp as `QuestionRow.camps` keeps it."""
    low, high = camp.value.low, camp.value.last
    return {
        "letter": camp.letter,
        "text": camp.text,
        "low": None if low is None else float(low),
        "high": None if high is None else float(high),
        "sources": camp.sources,
        "voices": camp.voices,
        "articles": sorted(members),
        "quoted": [str(said.answer.name.key) for said in says[:MOST_QUOTES]],
        "quotes": len(says),
    }


def ruling_basis(basis: str) -> str:
    """Return the part of a row's basis that a ruling rests on: answers, question and rulings on
    cells."""
    return basis[:_QUESTION_END]


def is_basis_of(basis: str, question: Question, rulings: Iterable[Ruling], copies: str) -> bool:
    """Return whether the basis is of the question as it is put and its cells are ruled now, and of
    these copies; the answers are not compared."""
    return basis[_ANSWERS_END:] == _question_stamp(question, rulings) + copies


def copies_stamp(story: Story) -> str:
    """Return a name for the story's copies and for the share from which they are one voice."""
    copies = Copy.objects.filter(story=story, share__gte=story.copy_share / 100)
    totals: Mapping[str, Any] = copies.aggregate(n=Count("pk"), last=Max("pk"), sum=Sum("share"))
    found = (totals["n"], totals["last"], round(totals["sum"] or 0, 6))
    return _hash((*found, story.copy_share), 8)


def _question_stamp(question: Question, rulings: Iterable[Ruling]) -> str:
    """Return a name for how the question is put and to which articles it does not apply."""
    put = (
        question.type, question.unit, question.tolerance, question.about, question.whole,
        question.scope, question.many, question.can_change, question.settling_days,
        *filter(None, (question.asks, question.together)),
    )  # fmt: skip
    # Of silence that is confirmed the row's state knows nothing.
    barred = sorted(key or 0 for key in _barred(rulings))
    return _hash((put, barred), _QUESTION_END - _ANSWERS_END)


def answers_stamp(answers: Iterable[Answer]) -> str:
    """Return a name for what the counting answers say, whoever read them, settled or not."""
    content = {
        repr(answer._replace(reader=None, settled=True, name=None)).replace(UNSAID, ")")
        for answer in answers
        if not answer.aside
    }
    return _hash(sorted(content), _ANSWERS_END)


def _hash(content: object, length: int) -> str:
    return sha256(repr(content).encode()).hexdigest()[:length]
