"""What one person did in one article: each change, what it changed, and what stood there before.

Own annotations only: no reading of anybody else is ever asked for.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import Lag
from django.utils import timezone

from annotator.annotations.details import (
    BY_NAME,
    DETAILS,
    ENTITY_DETAILS,
    TEXT_DETAILS,
    THING_DETAILS,
)
from annotator.annotations.drawing import html
from annotator.annotations.drawing.card_lines import value_in_words
from annotator.annotations.drawing.html import Tag
from annotator.annotations.models import Annotation, Layer
from annotator.annotations.models.choices import Proposed
from annotator.annotations.recording import origins
from annotator.people.models import User
from annotator.vocabulary.models import Entity, Label, Question
from articles.models import Article


@dataclass(frozen=True)
class Changed:
    """One field of one change, in words; '' where nothing stood or stands."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class AnnotationState:
    """An annotation as it stood after one change: what an edit would set it to."""

    label: str
    start: int | None
    end: int | None
    part: int
    quote: str
    details: Mapping[str, str]
    names: Mapping[str, str]

    def called(self, detail: str) -> str:
        """Return a detail as a person reads it, '' where it is not given."""
        words = BY_NAME[detail].in_words(self.details.get(detail, ""))
        return self.names.get(detail, words)

    def written(self) -> str:
        """Write the state as JSON, for the script, which restores it."""
        return json.dumps(self.__dict__, ensure_ascii=False)


@dataclass(frozen=True)
class HistoryLine:
    """One change as the history panel tells it. `earlier` is '' where nothing can be restored.

    `taken_from` is “Cues’ suggestion”, or '' where it was taken from nobody's; `taken_changed`: it
    says something else than was suggested.
    """

    id: str
    at: datetime
    day: date
    verb: str
    by_desk: bool
    quote: str
    changes: tuple[Changed, ...]
    earlier: str
    now: str
    revision: int
    erased: bool
    offer: str
    taken_from: str
    taken_changed: bool


def changes_of(article: Article, user: User) -> QuerySet[Any]:
    """Return the rows of history of the user's own reading, newest first.

    Each has as `before` the key of the row before it, None for an annotation's first.
    """
    history: Any = Annotation.history
    rows: QuerySet[Any] = history.filter(article=article, annotator=user, layer=Layer.READING)
    before = Window(Lag("history_id"), partition_by=F("id"), order_by=F("history_id").asc())
    with_before: QuerySet[Any] = rows.annotate(before=before)
    return with_before.order_by("-history_date", "-history_id")


def history_lines(rows: Sequence[Any], user: User) -> list[HistoryLine]:
    """Return one page of such rows as lines.

    The number of statements does not grow with the number of rows.
    """
    history: Any = Annotation.history
    befores = history.in_bulk([row.before for row in rows if row.before])
    today = Annotation.everything.in_bulk([row.id for row in rows])
    seen = [*rows, *befores.values(), *today.values()]
    entities = Entity.objects.in_bulk(_keys(seen, ENTITY_DETAILS))
    questions = Question.objects.in_bulk(_keys(seen, ["question"]))
    looks = Label.objects.order_by().values_list("slug", "kind", "name", "polarity")
    # Without a proposal nothing was accepted: then nobody is asked.
    makers = origins.makers({row.id for row in seen if row.proposed})
    tags = {slug: html.tag(kind, name, polarity) for slug, kind, name, polarity in looks}

    def state(row: Any) -> AnnotationState:
        return _state(row, entities, questions)

    lines = []
    for row in rows:
        before = state(befores[row.before]) if row.before else None
        now = today[row.id]
        is_news = not row.before or befores[row.before].proposed != row.proposed
        maker = makers.get(row.id, "") if is_news else ""
        lines.append(_line(row, before, state(row), now, state(now), tags, user, maker))
    return lines


def _keys(rows: Iterable[Any], names: Iterable[str]) -> set[Any]:
    return {getattr(row, f"{name}_id") for row in rows for name in names} - {None}


def _state(
    row: Any, entities: Mapping[Any, Entity], questions: Mapping[Any, Question]
) -> AnnotationState:
    details = {name: getattr(row, name) for name in TEXT_DETAILS if getattr(row, name)}
    names = {}
    for name in THING_DETAILS:
        thing = (questions if name == "question" else entities).get(getattr(row, f"{name}_id"))
        if thing is not None:
            details[name] = thing.slug
            names[name] = thing.wording if isinstance(thing, Question) else thing.name
    return AnnotationState(row.label_id, row.start, row.end, row.part, row.quote, details, names)


def _line(
    row: Any,
    before: AnnotationState | None,
    after: AnnotationState,
    now: Annotation,
    stands: AnnotationState,
    tags: Mapping[str, Tag],
    user: User,
    maker: str,
) -> HistoryLine:
    erased = now.erased_at is not None
    done = row.history_type
    # Only what is not so today is offered.
    can = before is not None and done != "+" and (erased or before != stands)
    return HistoryLine(
        id=str(row.id),
        at=row.history_date,
        day=timezone.localtime(row.history_date).date(),
        verb=_confirmed(row) or _verb(done, before, after, tags),
        by_desk=row.history_user_id != user.pk,
        quote=html.shortened(after.quote),
        changes=tuple(_changes(before, after, tags)) if done == "~" or before is None else (),
        earlier=before.written() if can and before else "",
        now=stands.written(),
        revision=now.revision,
        erased=erased,
        offer="Restore" if done == "-" else "Restore what it was before",
        taken_from=origins.suggestion_of(maker) if maker else "",
        taken_changed=row.proposed == Proposed.CHANGED,
    )


def _confirmed(row: Any) -> str:
    """Return the verb of a second look, and of its undo; '' for any other change."""
    reason = row.history_change_reason or ""
    if reason.startswith("Still right"):
        return "Confirmed"
    return "To be looked at again:" if reason.startswith("Undone: Still right") else ""


def _verb(
    done: str, before: AnnotationState | None, after: AnnotationState, tags: Mapping[str, Tag]
) -> str:
    """Say what was done, in words that end before the quote."""
    if before is None:
        return f"Marked as {tags[after.label].text}"
    if done != "~":
        return f"{'Deleted' if done == '-' else 'Restored'} {tags[after.label].text}"
    acts = []
    if before.label != after.label:
        acts.append("relabelled")
    if (before.start, before.end) != (after.start, after.end):
        acts.append("moved")
    if before.details != after.details and not acts:
        acts.append("changed details")
    return (" and ".join(acts) or "changed").capitalize()


def _changes(
    before: AnnotationState | None, after: AnnotationState, tags: Mapping[str, Tag]
) -> Iterable[Changed]:
    if before:
        if before.label != after.label:
            yield Changed("label", tags[before.label].text, tags[after.label].text)
        if (before.start, before.end) != (after.start, after.end):
            was, now = html.shortened(before.quote), html.shortened(after.quote)
            yield Changed("words", was, now)
    for detail in DETAILS:
        was, now = (s.called(detail.name) if s else "" for s in (before, after))
        if detail.on_card and was != now:
            yield Changed(detail.on_card, was, now)
    was, now = (value_in_words(s.details) if s else "" for s in (before, after))
    if was != now:
        yield Changed("comes to", was, now)
