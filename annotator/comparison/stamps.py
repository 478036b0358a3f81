"""Names for what a row or a cell was computed from: another name where anything of it changed."""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from annotator.comparison.engine.records import Answer
from annotator.comparison.models import Ruling, Verdict
from annotator.vocabulary.models import Question

UNSAID = ", via='', span='', aside='')"
"""Details that came later: where they are empty, rulings from before still hold."""
_ANSWERS_END, _QUESTION_END = 32, 56
"""A basis is two hashes: of the answers, and of how the question is put and its cells ruled. A
ruling rests on them; one from before carries a third, of the story's copies."""


def barred_from(rulings: Iterable[Ruling]) -> set[int | None]:
    """Return the keys of the articles to which the question does not apply, by these rulings on its
    cells."""
    return {one.article_id for one in rulings if one.verdict == Verdict.NOT_APPLYING}


def ruling_basis(basis: str) -> str:
    """Return the part of a row's basis that a ruling rests on: answers, question and rulings on
    cells."""
    return basis[:_QUESTION_END]


def question_stamp(question: Question, rulings: Iterable[Ruling]) -> str:
    """Return a name for how the question is put and to which articles it does not apply."""
    put = (
        question.type, question.unit, question.tolerance, question.about, question.whole,
        question.scope, question.many, question.can_change, question.settling_days,
        *filter(None, (question.asks, question.together)),
    )  # fmt: skip
    # Of silence that is confirmed the row's state knows nothing.
    barred = sorted(key or 0 for key in barred_from(rulings))
    return _hash((put, barred), _QUESTION_END - _ANSWERS_END)


def answers_stamp(answers: Iterable[Answer]) -> str:
    """Return a name for what the counting answers say, whoever read them, settled or not."""
    content = {
        repr(answer._replace(reader=None, settled=True, name=None)).replace(UNSAID, ")")
        for answer in answers
        if not answer.aside
    }
    return _hash(sorted(content), _ANSWERS_END)


def cell_stamp(question: Question, answers: Iterable[Answer]) -> str:
    """Return a name for what a cell holds and how its question is worded."""
    told = f"{question.asked_at.isoformat()} {answers_stamp(answers)}"
    return sha256(told.encode()).hexdigest()


def count_stale_cells(
    rulings: Iterable[Ruling], answers: Iterable[Answer], question: Question
) -> int:
    """Return how many of the rulings on a row's cells are stale."""
    given: dict[Any, list[Answer]] = {}
    for answer in answers:
        given.setdefault(answer.article, []).append(answer)
    bases = Counter(
        one.basis == cell_stamp(question, given.get(one.article_id, ())) for one in rulings
    )
    return bases[False]


def _hash(content: object, length: int) -> str:
    return sha256(repr(content).encode()).hexdigest()[:length]
