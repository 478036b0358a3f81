"""What the desk knows that proposals may draw on, and this reader may be helped by.

Blind: nothing comes from what others made of this article, nor of an article that the reader has
still to read. Of what others answered elsewhere, a reader is shown how many sources answer a
question, and a scope that the marked words themselves name.
"""

from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef, Q

from annotator.annotations.models import Annotation, Assignment, AssignmentState, Layer
from annotator.annotations.proposals.asked import AskedQuestion, KnownAnswer, topics_of
from annotator.annotations.proposals.passage import Passage
from annotator.annotations.proposals.ranking import MarkedSpan
from annotator.annotations.proposals.speech.names import Registry
from annotator.annotations.suggestions.name_matcher import occurrences
from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.people.models import User
from annotator.vocabulary.models import Alias, Entity, Kind, Question
from articles.models import Article

MOST_QUESTIONS = 400
MOST_ANSWERS = 3000
"""Answers of other articles that are looked at: the latest."""
_READ = (
    "question_id", "quote", "value_low", "value_high", "unit", "answer_key", "scope",
    "article__source_id",
)  # fmt: skip


def registry() -> Registry:
    """Return the registry's names and aliases in use; two statements."""
    entities = list(Entity.objects.filter(active=True).order_by("pk").values_list("slug", "name"))
    aliases = Alias.objects.filter(entity__active=True).order_by("pk")
    named = [(name, slug) for slug, name in entities]
    named += list(aliases.values_list("name", "entity__slug"))
    return Registry.of(named, dict(entities))


def marked_span(
    article: Article, start: int, end: int, label: str, typed: str, names: Registry
) -> MarkedSpan:
    """Return what is ranked for: the span in its article, with the names in its sentence."""
    passage = Passage(article.text, start, end)
    first, last = passage.sentence
    named = _named_in([article.text[first:last]], names)[0]
    return MarkedSpan(passage, label, named, article.published_on, typed)


def asked_questions(
    article: Article, user: User, names: Registry, only: Question | None = None
) -> list[AskedQuestion]:
    """Return the story's questions in use, or one of them, with what is known of their answers."""
    in_use = Question.objects.filter(story=article.story_id, active=True).order_by("wording", "pk")
    questions = [only] if only else list(in_use[:MOST_QUESTIONS])
    named = _named_in([f"{one.wording}\n\n{one.scope}" for one in questions], names)
    topics = topics_of(list(in_use.values_list("wording", flat=True)[:MOST_QUESTIONS]))
    elsewhere = _answers_elsewhere(article, user)
    own = Annotation.objects.filter(
        article=article, annotator=user, layer=Layer.READING, question__isnull=False
    )
    answered = set(own.order_by().values_list("question_id", flat=True))
    return [
        AskedQuestion(
            slug=one.slug,
            wording=one.wording,
            type=one.type,
            unit=one.unit,
            scope=one.scope,
            options=tuple(one.choices()),
            shares=bool(one.whole),
            many=one.many,
            changes=one.can_change,
            answers=tuple(elsewhere[one.pk]),
            answered_by_reader=one.pk in answered,
            names=its_names,
            topics=topics,
        )
        for one, its_names in zip(questions, named, strict=True)
    ]


def _named_in(texts: list[str], names: Registry) -> list[frozenset[str]]:
    """Return the entities that each text names, by slug; they are looked for in one pass."""
    pairs = [(name, slug) for name, slugs in names.slugs.items() for slug in slugs]
    bounds, at = [], 0
    for text in texts:
        bounds.append((at, at + len(text)))
        at += len(text) + 3
    found: list[set[str]] = [set() for _ in texts]
    number = 0
    for place in occurrences("\n\n\n".join(texts), pairs):
        while place.start >= bounds[number][1]:
            number += 1
        found[number].update(place.keys)
    return [frozenset(one) for one in found]


def _answers_elsewhere(article: Article, user: User) -> dict[int, list[KnownAnswer]]:
    """Return what counts of the story's other articles that are not hidden, by question."""
    submitted = Assignment.objects.filter(
        article=OuterRef("article"), annotator=OuterRef("annotator"),
        state=AssignmentState.SUBMITTED,
    )  # fmt: skip
    hidden = articles_hidden_from(user, article.story) | {article.pk}
    rows: Any = (
        Annotation.objects.filter(
            Q(layer=Layer.GOLD) | Exists(submitted),
            kind=Kind.CLAIM, question__isnull=False, article__story=article.story_id,
        )
        .exclude(article__in=hidden)
        .order_by("-updated_at", "pk")
        .values_list(*_READ)
    )  # fmt: skip
    answers: dict[int, list[KnownAnswer]] = defaultdict(list)
    seen = set()
    for question, *said in rows[:MOST_ANSWERS]:
        answer = KnownAnswer(*said)
        if (question, answer) not in seen:
            seen.add((question, answer))
            answers[question].append(answer)
    return answers
