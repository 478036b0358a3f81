"""The worded answers of a text question, each wording once, and the groups they are sorted into."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from annotator.annotations.models import Annotation, Assignment, AssignmentState, Layer
from annotator.comparison.question_rows.answers import Hidden, counted_claims
from annotator.comparison.questions.wording_likeness import clusters, folded_wording, near_pairs
from annotator.vocabulary.models import Kind, Question
from articles.models import Article
from articles.sentences import sentence_around

MOST_PASSAGES = 3
"""Passages that stand beneath one wording."""
_READ = (
    "pk", "article_id", "article__source__name", "article__published_on", "start", "end", "quote",
    "value", "answer_key", "modality", "said_by__name",
)  # fmt: skip


class SortedPassage(NamedTuple):
    """Where a wording stands: the source, the article, and the sentence around it."""

    source: str
    published: Any
    article: int
    start: int
    said_by: str
    before: str
    words: str
    after: str


@dataclass
class Wording:
    """One way in which sources put the answer, whoever read it, with the key it has."""

    text: str
    key: str
    """Of the group that a person put it into; empty: not sorted yet."""
    name: str
    """Its name on the page, which tells it from the others and changes with its key."""
    places: list[tuple[int, int, int, str]] = field(default_factory=list)
    """Article, start, end and speaker, each once."""
    sources: list[str] = field(default_factory=list)
    denied: bool = False
    passages: list[SortedPassage] = field(default_factory=list)
    near: str = ""
    """The wording that it is most like, where one is near."""
    suggested: str = ""
    """The choice of the form that puts it beside that one."""


def wordings_of(question: Question, hidden: Hidden) -> list[Wording]:
    """Return the wordings of the counted answers, in the order of publication; one statement."""
    found = Annotation.objects.filter(counted_claims(question.story, hidden), question=question)
    rows = found.order_by("article__published_on", "article", "start", "pk")
    wordings: dict[tuple[str, str], Wording] = {}
    for row in rows.values_list(*_READ, named=True):
        text = row.value or row.quote
        key = row.answer_key
        at = (folded_wording(text), key)
        one = wordings.setdefault(at, Wording(text, key, _name(*at)))
        place = (row.article_id, row.start, row.end, row.said_by__name or "")
        if place not in one.places:
            one.places.append(place)
        if row.article__source__name not in one.sources:
            one.sources.append(row.article__source__name)
        one.denied = one.denied or row.modality == "denied"
    return list(wordings.values())


def keys_of(wordings: Iterable[Wording]) -> list[str]:
    """Return the keys that a person gave, the one with the most sources first."""
    held: dict[str, set[str]] = {}
    for one in wordings:
        if one.key:
            held.setdefault(one.key, set()).update(one.sources)
    return sorted(held, key=lambda key: (-len(held[key]), key))


def annotations_worded(
    question: Question, hidden: Hidden, wanted: Mapping[str, str]
) -> dict[UUID, tuple[str, str]]:
    """Return the annotations of these wordings, each with the key it has and the one it gets.

    `wanted`: the key that each wording, by name, is to have. Gold and every submitted reading
    are among them, so that a place that is decided anew keeps its group.
    """
    done = Assignment.objects.filter(
        state=AssignmentState.SUBMITTED,
        article=OuterRef("article"),
        annotator=OuterRef("annotator"),
    )
    stands = Q(layer=Layer.GOLD) | Q(Exists(done), layer=Layer.READING)
    found = Annotation.objects.filter(stands, question=question, kind=Kind.CLAIM)
    rows = found.exclude(article__in=hidden).order_by()
    given = {}
    for pk, value, quote, key in rows.values_list("pk", "value", "quote", "answer_key"):
        text = value or quote
        name = _name(folded_wording(text), key)
        if name in wanted:
            given[pk] = (key, wanted[name])
    return given


def suggest(wordings: Sequence[Wording], groups: Mapping[str, str], new: Sequence[str]) -> None:
    """Note at each wording that is not sorted what it is near, and the choice that follows.

    `groups`: by key, the choice of the form; `new`: the choices that make a group.
    """
    pairs = near_pairs([one.text for one in wordings])
    for pair in pairs:
        one, other = wordings[pair.one], wordings[pair.other]
        for each, like in ((one, other), (other, one)):
            if not each.key and not each.near:
                each.near, each.suggested = like.text, groups.get(like.key, "")
    free = list(new)
    loose = {n for n, one in enumerate(wordings) if not one.key and not one.suggested}
    among = [pair for pair in pairs if pair.one in loose and pair.other in loose]
    for held in clusters(len(wordings), among):
        if len(held) > 1 and free:
            choice = free.pop(0)
            for place in held:
                wordings[place].suggested = choice


def nearest_first(wordings: Sequence[Wording]) -> list[Wording]:
    """Return the wordings with near ones side by side: sets of near ones, then the others."""
    held = clusters(len(wordings), near_pairs([one.text for one in wordings]))
    return [wordings[place] for places in held for place in places]


def give_passages(wordings: Iterable[Wording]) -> None:
    """Set the passages of each wording; one statement."""
    listed = list(wordings)
    shown = {place[0] for one in listed for place in one.places[:MOST_PASSAGES]}
    articles = Article.objects.select_related("source").in_bulk(shown)
    for one in listed:
        for key, start, end, said_by in one.places[:MOST_PASSAGES]:
            article = articles[key]
            one.passages.append(
                SortedPassage(
                    article.source.name, article.published_on, key, start, said_by,
                    *sentence_around(article.text, start, end),
                )
            )  # fmt: skip


def _name(folded: str, key: str) -> str:
    return sha256(f"{folded}\n{key}".encode()).hexdigest()[:16]
