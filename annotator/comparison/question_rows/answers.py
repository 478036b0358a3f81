"""What counts of a story's claims, as the engine takes it: answers, articles, voices.

Every function takes `hidden`, the keys of articles that a member has still to read: they take no
part.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Q

from annotator.annotations.models import Annotation, Assignment, AssignmentState, Layer
from annotator.annotations.values.units import unit_named
from annotator.comparison.asides import aside_role, regions_of
from annotator.comparison.counted import counting_annotations
from annotator.comparison.engine import records
from annotator.comparison.engine.records import Answer
from annotator.comparison.engine.values import step_of
from annotator.comparison.models import Ruling, Verdict
from annotator.comparison.question_rows.cells import AnswerPassage
from annotator.comparison.question_rows.speakers import SpeakerNames
from annotator.vocabulary.models import Kind, Question
from articles.models import Story

Hidden = Collection[int]
_READ = (
    "id", "question_id", "article_id", "article__source_id", "article__published_on", "layer",
    "annotator_id", "start", "end", "quote", "value", "value_low", "value_high", "value_bounds",
    "unit", "approximator", "modality", "said_by_id", "as_of", "scope", "answer_key", "via_id",
    "value_span",
)  # fmt: skip


class KnownArticles(NamedTuple):
    """What is known of a story's articles whatever the question.

    `submitted`: when each article's counted readings were submitted; `unasked`: how many of its
    claims answer no question. Both by the article's key.
    """

    submitted: Mapping[int, tuple[datetime, ...]]
    unasked: Mapping[int, int]


def question_record(question: Question) -> records.QuestionRecord:
    """Return the question as the engine takes it."""
    return records.QuestionRecord(
        type=question.type,
        unit=unit_named(question.unit) or question.unit,
        tolerance=question.tolerance,
        about=question.about,
        whole=question.whole,
        scope=question.scope,
        many=question.many,
        can_change=question.can_change,
        settling_days=question.settling_days,
        asked_at=question.asked_at,
        asks=question.asks,
        together=_together(question.together),
    )


def _together(lines: str) -> list[list[str]]:
    """Return the sets of options that can all hold: a set a line, with | between options."""
    sets = ([option.strip() for option in line.split("|")] for line in lines.splitlines())
    return [[option for option in options if option] for options in sets]


def counted_claims(story: Story, hidden: Hidden = ()) -> Q:
    """Return the condition on Annotation that it is a claim of the story that counts and may be
    seen."""
    seen = ~Q(article__in=hidden) if hidden else Q()
    return counting_annotations(story) & seen & Q(kind=Kind.CLAIM)


def answers_of(
    story: Story,
    questions: Iterable[Question],
    hidden: Hidden = (),
    only: Collection[int] | None = None,
) -> dict[int, list[Answer]]:
    """Return the counted answers to each question, by its key; three statements, whatever their
    number.

    `only`: the keys of the articles whose answers are wanted, if not of all.
    """
    asked = {question.pk: question for question in questions}
    found = Annotation.objects.filter(counted_claims(story, hidden), question__in=list(asked))
    if only is not None:
        found = found.filter(article__in=only)
    return _answers(found, asked)


def answers_in(story: Story, articles: Collection[int]) -> dict[int, list[Answer]]:
    """Return the counted answers of these articles, by the key of each question that they
    answer; four statements, whatever their number."""
    found = Annotation.objects.filter(
        counted_claims(story), article__in=articles, question__isnull=False
    )
    keys = found.order_by().values_list("question_id", flat=True).distinct()
    return _answers(found, Question.objects.in_bulk(set(keys)))


def _answers(found: Any, asked: Mapping[int, Question]) -> dict[int, list[Answer]]:
    """Return the answers to these questions that the annotations give."""
    units = {key: unit_named(question.unit) or "" for key, question in asked.items()}
    rows = list(found.order_by("article", "start", "id").values_list(*_READ, named=True))
    speakers = SpeakerNames(rows)
    parts = regions_of({row.article_id for row in rows}) if rows else {}
    answers: dict[int, list[Answer]] = {key: [] for key in asked}
    for row in rows:
        question = row.question_id
        if question not in asked:  # made since they were read
            continue
        names = speakers.of_question[question]
        answer = _answer(row, asked[question].type, units[question], names)
        aside = aside_role(parts.get(row.article_id, ()), row.start, row.end)
        answers[question].append(answer._replace(aside=aside) if aside else answer)
    return answers


def _answer(row: Any, type: str, wanted: str, speakers: Mapping[int, str]) -> Answer:
    """Return the answer that an annotation gives, `row` being its `_READ` by name."""
    wording = row.value or row.quote
    first: Decimal | date | None
    last: Decimal | date | None
    step = None
    if type == Question.Type.DATE:
        first, last = _day(row.value_low), _day(row.value_high)
    elif type == Question.Type.QUANTITY:
        first, last, step = _amounts(wording, row.value_low, row.value_high)
    else:
        first = last = None
    settled = row.layer == Layer.GOLD
    return Answer(
        article=row.article_id,
        source=row.article__source_id,
        published=row.article__published_on,
        low=first,
        high=last,
        bounds=row.value_bounds or "[]",
        unit=_symbol(row.unit, wanted),
        step=step,
        approximator=row.approximator,
        modality=row.modality,
        said_by=speakers.get(row.said_by_id, ""),
        as_of=row.as_of,
        scope=row.scope,
        key=row.answer_key,
        wording=wording,
        settled=settled,
        reader=None if settled else row.annotator_id,
        name=AnswerPassage(row.id, row.start, row.end, row.quote),
        via=speakers.get(row.via_id, ""),
        span=row.value_span,
    )


@lru_cache(maxsize=4096)
def _symbol(unit: str, wanted: str) -> str:
    return unit_named(unit, wanted) or unit if unit else ""


@lru_cache(maxsize=16384)
def _amounts(
    wording: str, low: str, high: str
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Return both ends, and the unit of the last stated digit; None for what is no number."""
    first, last = _number(low), _number(high)
    return first, last, step_of(wording, first, last)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def known_articles(
    story: Story, hidden: Hidden = (), only: Collection[int] | None = None
) -> KnownArticles:
    """Return what is known of the story's articles, or of `only` these; two statements."""
    submitted: dict[int, list[datetime]] = defaultdict(list)
    among = Q() if only is None else Q(article__in=only)
    done = Assignment.objects.filter(among, article__story=story, state=AssignmentState.SUBMITTED)
    for article, at in done.order_by("submitted_at").values_list("article_id", "submitted_at"):
        if at and article not in hidden:
            submitted[article].append(at)
    loose = Annotation.objects.filter(
        among, counted_claims(story, hidden), question=None
    ).order_by()
    # The same words marked by three readers are one claim.
    places = loose.values("article").annotate(places=Count("start", distinct=True))
    unasked = dict(places.values_list("article_id", "places"))
    return KnownArticles({article: tuple(times) for article, times in submitted.items()}, unasked)


def article_records(
    keys: Iterable[int], known: KnownArticles, rulings: Iterable[Ruling]
) -> list[records.ArticleRecord]:
    """Return the articles as the engine takes them, with what was ruled on their cells of one
    question."""
    verdicts = {ruling.article_id: ruling.verdict for ruling in rulings}
    return [
        records.ArticleRecord(
            key,
            known.submitted.get(key, ()),
            known.unasked.get(key, 0),
            verdicts.get(key) == Verdict.SILENT,
            verdicts.get(key) != Verdict.NOT_APPLYING,
        )
        for key in keys
    ]


def cell_rulings(
    story: Story, hidden: Hidden = (), questions: Iterable[Question] | None = None
) -> dict[int, list[Ruling]]:
    """Return what was ruled on single cells, of these questions alone if given, by the key of the
    question."""
    found: dict[int, list[Ruling]] = defaultdict(list)
    ruled = Ruling.objects.filter(question__story=story, article__isnull=False)
    if questions is not None:
        ruled = ruled.filter(question__in=[one.pk for one in questions])
    for ruling in ruled.select_related("ruled_by"):
        if ruling.article_id not in hidden:
            found[ruling.question_id].append(ruling)
    return found
