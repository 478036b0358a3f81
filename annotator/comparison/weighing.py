"""The rows of a story's questions, kept up to date: the writer of `Weighed` and `Counted`.

Only what changed is computed again: the questions that changed articles answer, or answered, and
those whose parameters, rulings or copies changed. One at a time does so for a story.
"""

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, F, Max, Q, Sum

from annotator.annotations.models import Annotation, Standing
from annotator.comparison import copying
from annotator.comparison.answered import Answer, Article, Camp, Row, State
from annotator.comparison.answers import (
    Hidden,
    answers_of,
    asked,
    cell_rulings,
    claims,
)
from annotator.comparison.copying import voices_of
from annotator.comparison.models import Copy, Counted, Ruling, Verdict, Weighed
from annotator.comparison.rows import compare
from annotator.comparison.sentence_copies import Joined, joined_by_sentences, joining
from annotator.vocabulary.models import Question
from articles.models import Story

RANKS = (
    State.CONFLICT, State.SUPERSEDED, State.SPEAKERS, State.INCOMPARABLE, State.SELECTION,
    State.SCOPE, State.ONE_VOICE, State.TOLERANCE, State.AGREE, State.PREDICTION, State.SINGLE,
    State.UNANSWERED,
)  # fmt: skip
"""The order of rows on the page: what wants an editor first."""
BATCH = 50
"""Questions weighed together: their answers are in memory at once."""
_STORED = (
    "story", "basis", "state", "certain", "rank", "reason", "sources", "voices", "answers",
    "articles", "camps", "joined",
)  # fmt: skip
_ANSWERS, _PUT = 32, 56
"""A basis is three hashes: of the answers, of how the question is put and its cells ruled, and of
the story's copies and threshold. The first two are what a ruling rests on."""


class Due(NamedTuple):
    """The questions to weigh again, and the standings that they are weighed from."""

    questions: list[Question]
    standings: list[tuple[int, int, int]]


def bring_up_to_date(story: Story) -> int:
    """Weigh again what changed; tells how many questions. Statements grow with batches alone."""
    if not any(_due(story)):
        return 0
    with transaction.atomic():
        # Two at once could each miss what the other saw: the second waits, and finds it done.
        Story.objects.select_for_update(no_key=True).get(pk=story.pk)
        due = _due(story)
        for first in range(0, len(due.questions), BATCH):
            Weighed.objects.bulk_create(
                weigh(story, due.questions[first : first + BATCH]),
                update_conflicts=True,
                unique_fields=["question"],
                update_fields=_STORED,
            )
        Counted.objects.bulk_create(
            [Counted(article_id=a, story=story, readings=r, decisions=d) for a, r, d in due[1]],
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=["readings", "decisions"],
            batch_size=500,
        )
    return len(due.questions)


def weighed_for(story: Story, hidden: Hidden, only: Question | None = None) -> list[Weighed]:
    """The rows of the story's active questions, or of `only` one, without `hidden` articles:
    stored ones where none is hidden.

    What is computed for a member who has still to read is never kept. Camps are left to
    `camps_of`.
    """
    copying.bring_up_to_date(story)
    if not hidden:
        bring_up_to_date(story)
        kept = Weighed.objects.filter(story=story, question__active=True)
        kept = kept.filter(question=only) if only else kept
        return list(kept.select_related("question").defer("camps"))
    every = [only] if only else list(active(story))
    rows = []
    for first in range(0, len(every), BATCH):
        rows += weigh(story, every[first : first + BATCH], hidden)
    return rows


def camps_of(rows: Iterable[Weighed]) -> dict[int, list[dict[str, Any]]]:
    """The camps of these rows by question, in one statement."""
    listed = list(rows)
    kept = [row.pk for row in listed if "camps" in row.get_deferred_fields()]
    found = {row.pk: row.camps for row in listed if row.pk not in kept}
    return found | dict(Weighed.objects.filter(pk__in=kept).values_list("pk", "camps"))


def active(story: Story) -> Iterable[Question]:
    return Question.objects.filter(story=story, active=True)


def weigh(story: Story, questions: list[Question], hidden: Hidden = ()) -> list[Weighed]:
    """The rows of these questions, as they are now, not stored."""
    answers = answers_of(story, questions, hidden)
    rulings, voices = cell_rulings(story, hidden), voices_of(story, hidden)
    copies = _copies_stamp(story)
    barred_from = {key: _barred(rulings.get(key, [])) for key in answers}
    taking_part = {
        key: [one for one in given if one.article not in barred_from[key]]
        for key, given in answers.items()
    }
    joined = joined_by_sentences(taking_part, copying.threshold(story))
    weighed = []
    for question in questions:
        given, ruled = answers[question.pk], rulings.get(question.pk, [])
        together = joined.get(question.pk, [])
        # An article that says nothing changes no state: only those that do not apply are named.
        barred = [Article(key, applies=False) for key in barred_from[question.pk]]
        row = compare(asked(question), given, barred, joining(voices, together))
        basis = answers_stamp(given) + _put_stamp(question, ruled) + copies
        weighed.append(_weighed(story, question, row, given, basis, together))
    return weighed


def _barred(rulings: Iterable[Ruling]) -> set[int | None]:
    """The articles that the question does not apply to, by these rulings on its cells."""
    return {one.article_id for one in rulings if one.verdict == Verdict.NOT_APPLYING}


def _weighed(
    story: Story,
    question: Question,
    row: Row,
    answers: list[Answer],
    basis: str,
    joined: Iterable[Joined],
) -> Weighed:
    members: dict[str, list[Any]] = {}
    for article, cell in row.cells.items():
        for letter in cell.letters:
            members.setdefault(letter, []).append(article)
    return Weighed(
        question=question,
        story=story,
        basis=basis,
        state=row.state.value,
        certain=row.settled.value,
        rank=RANKS.index(row.state),
        reason=row.reason,
        sources=row.sources,
        voices=row.voices,
        answers=len(answers),
        articles=sorted({answer.article for answer in answers}),
        camps=[_camp(camp, members.get(camp.letter, [])) for camp in row.camps],
        joined=[list(pair) for pair in joined],
    )


def _camp(camp: Camp, members: list[Any]) -> dict[str, Any]:
    low, high = camp.value.low, camp.value.high
    return {
        "letter": camp.letter,
        "text": camp.text,
        "low": None if low is None else float(low),
        "high": None if high is None else float(high),
        "sources": camp.sources,
        "voices": camp.voices,
        "articles": sorted(members),
    }


def ruled_on(basis: str) -> str:
    """What a row's ruling rests on: its answers, how it is put, the rulings of its cells."""
    return basis[:_PUT]


def _due(story: Story) -> Due:
    standings = Standing.objects.filter(story=story)
    now = Q(article__counted__readings=F("readings"), article__counted__decisions=F("decisions"))
    old = standings.filter(Q(article__counted=None) | ~now).order_by("pk")
    changed = list(old.values_list("article_id", "readings", "decisions"))
    questions = {question.pk: question for question in active(story)}
    stored = Weighed.objects.filter(story=story).order_by()
    bases = dict(stored.values_list("question_id", "basis"))
    rulings, copies = cell_rulings(story), _copies_stamp(story)
    due = {
        pk
        for pk, question in questions.items()
        if bases.get(pk, "")[_ANSWERS:] != _put_stamp(question, rulings.get(pk, [])) + copies
    }
    if changed:
        due |= _answered_in({article for article, *_ in changed}, story)
    return Due([questions[pk] for pk in sorted(due & questions.keys())], changed)


def _answered_in(articles: Collection[int], story: Story) -> set[int]:
    """The questions that these articles answer now, or answered when they were last weighed."""
    answers = Annotation.objects.filter(claims(story), question__isnull=False)
    now = answers.filter(article__in=articles).order_by().values_list("question_id", flat=True)
    before = Weighed.objects.filter(story=story).values_list("question_id", "articles")
    return set(now.distinct()) | {pk for pk, keys in before if not articles.isdisjoint(keys)}  # type: ignore[attr-defined]


def _copies_stamp(story: Story) -> str:
    copies = Copy.objects.filter(story=story, share__gte=story.copy_share / 100)
    told: Mapping[str, Any] = copies.aggregate(n=Count("pk"), last=Max("pk"), sum=Sum("share"))
    found = (told["n"], told["last"], round(told["sum"] or 0, 6))
    return _hash((*found, story.copy_share), 8)


def _put_stamp(question: Question, rulings: Iterable[Ruling]) -> str:
    put = (
        question.type, question.unit, question.tolerance, question.about, question.whole,
        question.scope, question.many, question.can_change, question.settling_days,
    )  # fmt: skip
    # Of silence that is confirmed the row's state knows nothing.
    barred = sorted(key or 0 for key in _barred(rulings))
    return _hash((put, barred), _PUT - _ANSWERS)


def answers_stamp(answers: Iterable[Answer]) -> str:
    """What is said, by whom it was read and whether it is settled apart."""
    content = {repr(a._replace(reader=None, settled=True, name=None)) for a in answers}
    return _hash(sorted(content), _ANSWERS)


def _hash(content: object, length: int) -> str:
    return sha256(repr(content).encode()).hexdigest()[:length]
