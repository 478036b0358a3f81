"""The rows of a story's questions, computed from what counts now; `refresh.py` stores them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from annotator.comparison.copies.actions import copy_threshold, voices_of
from annotator.comparison.copies.sentence_copies import (
    Lost,
    SharedSentences,
    SpanInArticle,
    row_voices,
    shared_sentences,
)
from annotator.comparison.engine.accounts import distinct_findings
from annotator.comparison.engine.camps import MOST_QUOTES, quotes_by_letter
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.records import (
    Answer,
    AnswerInCell,
    Camp,
    ComparedRow,
    RowState,
)
from annotator.comparison.models import ArticleSnapshot, QuestionCell, QuestionRow, Ruling
from annotator.comparison.question_rows.answers import (
    Hidden,
    KnownArticles,
    answers_of,
    article_records,
    cell_rulings,
    question_record,
)
from annotator.comparison.question_rows.silent_counts import apart_of
from annotator.comparison.stamps import answers_stamp, barred_from, question_stamp
from annotator.vocabulary.models import Question
from articles.models import Story

RANKS = (
    RowState.CONFLICT, RowState.SUPERSEDED, RowState.SPEAKERS, RowState.INCOMPARABLE,
    RowState.SELECTION, RowState.SCOPE, RowState.ONE_VOICE, RowState.TOLERANCE, RowState.AGREE,
    RowState.PREDICTION, RowState.SINGLE, RowState.UNANSWERED,
)  # fmt: skip
"""The order of rows on the page: what wants an editor first."""
LONGEST_SORTING = 300
MOST_CAMPS = 12
"""Camps of a row that lists show: further ones, the smallest, are counted."""
MOST_TOLD = 4
"""Findings and lost attributions of a row that lists tell in words; the others are counted."""
_OF_A_CAMP = ("letter", "text", "low", "high", "voices", "quoted", "quotes")


def unanswered_row(story: Story, question: Question) -> QuestionRow:
    """Return the row of a question that nobody has answered, as of one not computed yet."""
    row = compare(question_record(question), [])
    return _row(story, question, row, [], "", SharedSentences([], []))


class Computed(NamedTuple):
    """A row, not stored, and what it was made of."""

    row: QuestionRow
    compared: ComparedRow
    answers: list[Answer]


def compute(
    story: Story, questions: Sequence[Question], hidden: Hidden = (), *, settled: bool = False
) -> list[Computed]:
    """Return the rows of these questions, as they are now; nothing is stored.

    `settled`: from settled answers alone. A number of statements that does not grow; no article's
    text is read.
    """
    answers = answers_of(story, questions, hidden)
    if settled:
        answers = {key: [one for one in said if one.settled] for key, said in answers.items()}
    rulings = cell_rulings(story, hidden, questions)
    voices = voices_of(story, hidden) if hidden else _kept_voices(story)
    sentences = _sentences(answers)
    keys = {_key(one) for given in answers.values() for one in given}
    keys |= {one.article_id for ruled in rulings.values() for one in ruled if one.article_id}
    known = snapshots_known(story, keys)
    least = copy_threshold(story)
    computed = []
    for question in questions:
        given, ruled = answers[question.pk], rulings.get(question.pk, [])
        barred = barred_from(ruled)
        heard = [one for one in given if one.article not in barred and not one.aside]
        shared = shared_sentences(heard, sentences, least)
        # An article that says nothing changes no state: only those that answer, and those to which
        # the question does not apply, are named.
        named = {_key(one) for one in given} | {key for key in barred if key}
        articles = article_records(sorted(named), known, ruled)
        row = compare(question_record(question), given, articles, row_voices(voices, shared.joined))
        basis = answers_stamp(given) + question_stamp(question, ruled)
        made = _row(story, question, row, given, basis, shared)
        made.silent = _silent(question, set(made.articles) - barred, known, ruled)
        computed.append(Computed(made, row, given))
    return computed


def _silent(
    question: Question, answering: set[Any], known: KnownArticles, ruled: Sequence[Ruling]
) -> dict[str, Any]:
    """Return which articles the row counts one by one, as `silent_counts` takes them."""
    alone = {one.article_id for one in ruled} - answering
    return apart_of(
        question_record(question),
        article_records(answering, known, ruled),
        article_records(alone, known, ruled),  # type: ignore[arg-type]
    )


def snapshots_known(story: Story, articles: Iterable[int]) -> KnownArticles:
    """Return what the snapshots know of these articles whatever the question.

    Of several readings that count, each is taken to be as old as the first.
    """
    found = ArticleSnapshot.objects.filter(story=story, pk__in=set(articles)).order_by()
    rows = list(found.values_list("pk", "submitted_at", "read", "unasked"))
    return KnownArticles(
        {pk: (at,) * read for pk, at, read, _ in rows if at},
        {pk: unasked for pk, _, _, unasked in rows if unasked},
    )


def _kept_voices(story: Story) -> dict[Any, Any]:
    """Return, for each article that is one voice with an earlier one, the earliest of them."""
    found = ArticleSnapshot.objects.filter(story=story, voice__isnull=False).order_by()
    return dict(found.values_list("article_id", "voice"))


def _sentences(questions: Iterable[int]) -> dict[SpanInArticle, str]:
    """Return the sentences that the cells of these questions keep."""
    found = QuestionCell.objects.filter(question__in=list(questions)).order_by()
    return {
        (article, start, end): f"{before}{words}{after}"
        for article, kept in found.values_list("article_id", "sentences")
        for start, end, before, words, after in kept
    }


def _key(answer: Answer) -> int:
    key: Any = answer.article
    return int(key)


def _row(
    story: Story,
    question: Question,
    row: ComparedRow,
    answers: list[Answer],
    basis: str,
    shared: SharedSentences,
) -> QuestionRow:
    """Return the row as it is stored, without what was ruled on it."""
    counted = [answer for answer in answers if not answer.aside]
    quotes = quotes_by_letter(row)
    members: dict[str, list[Any]] = {}
    for article, cell in row.cells.items():
        for letter in cell.letters:
            members.setdefault(letter, []).append(article)
    days = {answer.article: answer.published for answer in counted}
    camps = [
        _camp(camp, members.get(camp.letter, []), quotes.get(camp.letter, []), days)
        for camp in row.camps
    ]
    findings = [finding.as_data() for finding in row.findings]
    lost = _lost(shared.lost, counted)
    return QuestionRow(
        question=question,
        story=story,
        basis=basis,
        state=row.state.value,
        certain=row.settled.value,
        rank=RANKS.index(row.state),
        why=row.why.as_data(),
        findings=findings,
        lost=lost,
        sources=row.sources,
        voices=row.voices,
        answers=len(counted),
        articles=sorted({answer.article for answer in counted}),
        outlets=sorted({answer.source for answer in counted}),
        camps=camps,
        shown=_shown(camps, findings, lost),
        joined=[list(pair) for pair in shared.joined],
        pairs=len(shared.joined),
        counted_state=row.state.value,
        finding=bool(row.findings),
        attribution_lost=bool(shared.lost),
        sorting=question.wording.casefold()[:LONGEST_SORTING],
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


def _camp(
    camp: Camp, members: list[Any], says: list[AnswerInCell], published: Mapping[Any, date | None]
) -> dict[str, Any]:
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
        "days": sorted({day.isoformat() for key in members if (day := published.get(key))}),
        "quoted": [str(said.answer.name.key) for said in says[:MOST_QUOTES]],
        "quotes": len(says),
    }


def _shown(
    camps: Sequence[Mapping[str, Any]],
    findings: Sequence[Mapping[str, Any]],
    lost: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Return what lists show of the row, as `QuestionRow.shown` keeps it: as large for any row."""
    told = distinct_findings(findings)
    return {
        "camps": [
            {name: camp[name] for name in _OF_A_CAMP} | {"articles": len(camp["articles"])}
            for camp in camps[:MOST_CAMPS]
        ],
        "smaller": len(camps[MOST_CAMPS:]),
        "marks": sorted({one["mark"] for one in findings}),
        "findings": told[:MOST_TOLD],
        "lost": list(lost[: max(MOST_TOLD - len(told), 0)]),
        "untold": max(len(told) + len(lost) - MOST_TOLD, 0),
    }
