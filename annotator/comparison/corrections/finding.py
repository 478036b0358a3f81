"""What sources corrected: which answer became which, how long it stood, who still has the old one.

Read off what corrections left behind. What nobody has looked at yet is told as open.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from annotator.annotations.models import Annotation, Layer, Placement
from annotator.annotations.revision.placing import LEFT
from annotator.comparison.counted import counting_annotations
from annotator.vocabulary.models import Kind, Question
from articles.models import Article, Story, Version

Verdict = Placement.Verdict
VALUE = ("question_id", "value_low", "value_high", "value_bounds", "unit", "answer_key")
"""What makes two stored answers the same, beside the wording of one that is text."""


class BecameOf(StrEnum):
    """What became of an answer in the corrected text."""

    CHANGED = "changed"
    TAKEN_OUT = "taken out"
    REWORDED = "reworded"
    OPEN = "to be looked at"


@dataclass(frozen=True)
class Holder:
    """An article that still says what another one corrected."""

    article: int
    source: str
    start: int
    value: str


@dataclass
class ChangedAnswer:
    """One answer that a correction touched: as it was, and as it is now."""

    question: Question
    was: Annotation
    quote: str
    became: BecameOf
    now: Sequence[Annotation] = ()
    holders: list[Holder] = field(default_factory=list)

    @property
    def was_value(self) -> str:
        """The value as the article put it before."""
        return self.was.value or self.quote

    @property
    def now_value(self) -> str:
        """The values that it puts now."""
        return " and ".join(one.value or one.quote for one in self.now)


@dataclass(frozen=True)
class Correction:
    """A corrected text: whose, when, after how many days, and which answers it touched."""

    version: Version
    article: Article
    on: date
    stood: int | None
    """Days for which the text before stood; None where no day of it is known."""
    answers: Sequence[ChangedAnswer]


def corrected_versions(story: Story, hidden: Collection[int] = ()) -> QuerySet[Version]:
    """Return the corrected texts of the story, the latest first; texts are not read."""
    found = Version.objects.filter(article__story=story, number__gt=1)
    found = found.exclude(article__in=hidden) if hidden else found
    found = found.select_related("article__source").defer("text", "regions", "article__text")
    return found.order_by("-came_at", "-pk")


def touching(story: Story, question: Question | None = None) -> Q:
    """Return the corrected texts that touch an answer, to one question if it is given, as a
    condition on Version."""
    asked = _placements(story)
    asked = asked.filter(annotation__question=question) if question else asked
    pairs = set(asked.order_by().values_list("article", "version"))
    if not pairs:
        return Q(pk__in=[])
    return reduce(or_, (Q(article=article, number=number) for article, number in pairs))


def corrections(story: Story, versions: Sequence[Version]) -> list[Correction]:
    """Return what these versions corrected, in their order; the number of statements is fixed."""
    articles = {one.article_id for one in versions}
    before = _days_before(versions)
    touched = _touched(story, articles)
    _find_holders(story, [one for found in touched.values() for one in found])
    return [
        Correction(
            one, one.article, _day(one), _stood(one, before.get((one.article_id, one.number - 1))),
            touched.get((one.article_id, one.number), ()),
        )
        for one in versions
    ]  # fmt: skip


def corrected_answers(
    story: Story, articles: Collection[int]
) -> dict[tuple[int, int], list[tuple[ChangedAnswer, date]]]:
    """Return by question and article which answers were corrected there, and when; latest last."""
    versions = list(corrected_versions(story).filter(article__in=articles))
    if not versions:
        return {}
    days = {(one.article_id, one.number): _day(one) for one in versions}
    found: dict[tuple[int, int], list[tuple[ChangedAnswer, date]]] = defaultdict(list)
    for place, answers in sorted(_touched(story, articles).items()):
        for one in answers:
            if one.became in (BecameOf.CHANGED, BecameOf.TAKEN_OUT):
                found[one.question.pk, place[0]].append((one, days[place]))
    return dict(found)


def _placements(story: Story) -> QuerySet[Placement]:
    return Placement.objects.filter(
        article__story=story, outcome__in=LEFT, annotation__kind=Kind.CLAIM,
        annotation__question__isnull=False,
    ).exclude(verdict=Verdict.LATER)  # fmt: skip


def _touched(story: Story, articles: Collection[int]) -> dict[tuple[int, int], list[ChangedAnswer]]:
    """Return what was touched by article and version: of what is settled, where anything is."""
    placements = _placements(story).filter(article__in=articles)
    rows = placements.select_related("annotation", "annotation__question")
    groups: dict[tuple[int, int, int], list[Placement]] = defaultdict(list)
    for row in rows.order_by("article", "version", "was_start"):
        groups[row.article_id, row.version, row.annotation.question_id or 0].append(row)
    today = _today(story, {(article, question) for article, _, question in groups})
    found: dict[tuple[int, int], list[ChangedAnswer]] = defaultdict(list)
    for (article, version, question), group in groups.items():
        settled = [row for row in group if row.annotation.layer == Layer.GOLD]
        seen: set[Any] = set()
        for row in settled or group:
            was = _as_it_was(row)
            if (said := _said(was)) in seen or was.question is None:
                continue
            seen.add(said)
            now = [one for one in today[article, question] if one.read_version >= version]
            found[article, version].append(_changed(was.question, row, was, now))
    return found


def _changed(
    question: Question, row: Placement, was: Annotation, now: Sequence[Annotation]
) -> ChangedAnswer:
    if now:
        same = any(_said(one) == _said(was) for one in now)
        became = BecameOf.REWORDED if same else BecameOf.CHANGED
    elif row.verdict == Verdict.DROPPED:
        became = BecameOf.TAKEN_OUT
    else:
        became = BecameOf.OPEN
    return ChangedAnswer(question, was, was.quote, became, now)


def _as_it_was(row: Placement) -> Annotation:
    """Return the annotation as it stood in the text before: a verdict may have changed it since."""
    was = row.annotation
    for name, value in row.before.items():
        if name not in ("decision", "revision"):
            setattr(was, name, value)
    return was


def _today(story: Story, places: set[tuple[int, int]]) -> dict[tuple[int, int], list[Annotation]]:
    """Return what counts today, by article and question, without doubles."""
    articles, questions = {place[0] for place in places}, {place[1] for place in places}
    counting = Annotation.objects.filter(
        counting_annotations(story, articles), article__in=articles, question__in=questions
    )
    found: dict[tuple[int, int], list[Annotation]] = defaultdict(list)
    for one in counting.order_by("article", "start", "pk"):
        here = found[one.article_id, one.question_id or 0]
        if _said(one) not in [_said(other) for other in here]:
            here.append(one)
    return found


def _said(one: Annotation) -> tuple[Any, ...]:
    """Return what makes two answers the same: what they come to, else their words."""
    value = tuple(getattr(one, name) for name in VALUE)
    return value if any(value[1:]) else (*value, (one.value or one.quote).casefold())


def _find_holders(story: Story, answers: Sequence[ChangedAnswer]) -> None:
    """Note who still says what was corrected: one statement for all."""
    changed = [one for one in answers if one.became != BecameOf.REWORDED]
    if not changed:
        return
    same = reduce(or_, (_same_as(one.was) for one in changed))
    there = Annotation.objects.filter(counting_annotations(story), same)
    by_value: dict[Any, list[Annotation]] = defaultdict(list)
    for one in there.select_related("article__source").order_by("article", "start"):
        by_value[_said(one)].append(one)
    for answer in changed:
        seen: set[int] = set()
        for one in by_value[_said(answer.was)]:
            if one.article_id == answer.was.article_id or one.article_id in seen:
                continue
            seen.add(one.article_id)
            answer.holders.append(
                Holder(one.article_id, one.article.source.name, one.start or 0, one.value)
            )


def _same_as(was: Annotation) -> Q:
    given = {name: getattr(was, name) for name in VALUE}
    if any(value for name, value in given.items() if name != "question_id"):
        return Q(**given)
    return Q(question=was.question_id, value__iexact=was.value or was.quote)


def _days_before(versions: Iterable[Version]) -> dict[tuple[int, int], date | None]:
    """Return the day of each version of these articles."""
    articles = {one.article_id for one in versions}
    rows = Version.objects.filter(article__in=articles).order_by()
    return {
        (article, number): dated
        for article, number, dated in rows.values_list("article", "number", "dated_on")
    }


def _day(version: Version) -> date:
    return version.dated_on or timezone.localdate(version.came_at)


def _stood(version: Version, before: date | None) -> int | None:
    return None if before is None else max(0, (_day(version) - before).days)
