"""Turn the fields of a search into conditions on what is found."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q

from annotator.annotations.visibility.source_masking import sources_hidden_from
from annotator.people.models import User
from annotator.search.access import MOST_NARROWED, Reach
from annotator.search.index.documents import scope_word
from annotator.search.index.matching import matching, of_value
from annotator.search.models import FoundKind, SearchDocument
from annotator.search.query.folding import indexed, words_of
from annotator.search.query.syntax import KINDS, FieldTerm, Query, Term
from annotator.vocabulary.models import Label
from articles.models import Article, Source

MOST_NAMED = 200
"""Names, or questions, that the words of one field may mean: the newest."""
NOTHING = Q(pk__in=[])
_NAMED = {
    "entity": ("e", ("entity", "stance_target", "stance_holder")),
    "said": ("p", ("said_by",)),
}


def kinds_of(query: Query, chosen: str) -> set[str]:
    """Return the kinds that are searched: those named, or all; and of them the one chosen."""
    named = {KINDS[term.text.casefold()] for term in query.of("kind") if not term.left_out}
    out = {KINDS[term.text.casefold()] for term in query.of("kind") if term.left_out}
    return (named or set(FoundKind.values)) - out & ({chosen} if chosen else {*FoundKind.values})


def stories_of(query: Query, reach: Reach, chosen: str) -> Reach:
    """Return the reach into the stories that are named, or chosen by slug; else all of it."""
    terms = query.of("story")
    named = [_stories(term, reach) for term in terms if not term.left_out]
    out = set().union(*(_stories(term, reach) for term in terms if term.left_out))
    kept = set().union(*named) if named else set(reach.stories)
    if chosen:
        kept &= {key for key, slug in reach.slugs.items() if slug == chosen}
    if not named and not chosen and not out:
        return reach
    return reach.within(kept - out, names=not named and not chosen)


def _stories(term: FieldTerm, reach: Reach) -> set[int]:
    return {
        key for key, title in reach.titles.items() if _called(term.text, title, reach.slugs[key])
    }


@dataclass(frozen=True)
class Condition:
    """What a document must be by one field, and words of its scope, of which it has one then.

    Without words the index is not narrowed by it: there is none, or too many could be meant.
    """

    holds: Q
    words: Sequence[str] = ()


def conditions(query: Query, reach: Reach) -> list[Condition]:
    """Return what every document must be, of the fields that ask the things themselves."""
    found = []
    for term in query.fields:
        if term.field in _READ:
            one = _READ[term.field](term, reach)
            found.append(Condition(~one.holds) if term.left_out else one)
    if query.of("source"):
        found.append(Condition(_source_seen(reach.user)))
    return found


def _of_keys(sign: str, keys: Collection[Any], holds: Q) -> Condition:
    """Return a condition of which the index knows the keys."""
    words = [scope_word(sign, key) for key in keys] or ["none"]
    return Condition(holds, words if len(words) <= MOST_NARROWED else ())


def _source_seen(user: User) -> Q:
    """Return what is of no article whose source is hidden: neither with nor without a source may
    it be found, or the one would tell."""
    hidden = Article.objects.filter(sources_hidden_from(user)).order_by()
    of_article = hidden.filter(pk=OuterRef("article"))
    return ~Q(Exists(of_article)) & ~Q(Exists(hidden.filter(pk=OuterRef("annotation__article"))))


def _by_source(term: FieldTerm, reach: Reach) -> Condition:
    rows = Source.objects.order_by().values_list("pk", "name", "slug")
    keys = [key for key, *names in rows if _called(term.text, *names)]
    holds = Q(article__source__in=keys) | Q(annotation__article__source__in=keys)
    return _of_keys("c", keys, holds)


def _by_label(term: FieldTerm, reach: Reach) -> Condition:
    rows = Label.objects.order_by().values_list("slug", "name")
    slugs = [slug for slug, name in rows if _called(term.text, slug, name)]
    return _of_keys("l", slugs, Q(annotation__label__in=slugs))


def _by_annotator(term: FieldTerm, reach: Reach) -> Condition:
    if term.text.casefold() == "me":
        return _of_keys("b", [reach.user.pk], Q(annotation__annotator=reach.user))
    people = User.objects.filter(memberships__story__in=reach.stories).distinct().order_by()
    rows = people.values_list("pk", "username", "first_name", "last_name")
    keys = [key for key, name, *full in rows if _called(term.text, name, " ".join(full))]
    return _of_keys("b", keys, Q(annotation__annotator__in=keys))


def _by_entity(term: FieldTerm, reach: Reach) -> Condition:
    names = _documents(term, FoundKind.ENTITY).filter(entity__active=True)
    keys = list(names.values_list("entity_id", flat=True)[:MOST_NAMED])
    sign, details = _NAMED[term.field]
    holds = reduce(or_, (Q((f"annotation__{detail}__in", keys)) for detail in details))
    return _of_keys(sign, keys, holds)


def _by_question(term: FieldTerm, reach: Reach) -> Condition:
    asked = _documents(term, FoundKind.QUESTION).filter(
        question__story__in=reach.stories, question__active=True
    )
    keys = list(asked.values_list("question_id", flat=True)[:MOST_NAMED])
    return _of_keys("q", keys, Q(annotation__question__in=keys))


def _documents(term: FieldTerm, kind: FoundKind) -> Any:
    phrase = Term(tuple(words_of(term.text)))
    documents = SearchDocument.objects.filter(kind=kind)
    return matching(documents, [phrase], [[scope_word("k", kind)]])


def _by_value(term: FieldTerm, reach: Reach) -> Condition:
    return Condition(of_value(term.range) if term.range else NOTHING)


def _called(typed: str, *names: str) -> bool:
    """Return whether one of the names holds what is typed, word by word."""
    sought = indexed(words_of(typed))
    return any(sought in indexed(words_of(name)) for name in names)


_READ: dict[str, Callable[[FieldTerm, Reach], Condition]] = {
    "source": _by_source,
    "label": _by_label,
    "by": _by_annotator,
    "said": _by_entity,
    "entity": _by_entity,
    "question": _by_question,
    "value": _by_value,
}


def narrowing_of(
    query: Query, asked: Iterable[Condition], kinds: Collection[str], reach: Reach
) -> list[Sequence[str]]:
    """Return the words of `scope` of which a document has one each: of its kind, its story, and
    of what the fields ask."""
    scopes = [one.words for one in asked if one.words]
    if len(kinds) < len(FoundKind.values):
        scopes.append([scope_word("k", kind) for kind in sorted(kinds)] or ["none"])
    if not scopes and not query.terms and query.of("value"):
        return []  # values have an index of their own
    narrowed = reach.narrowing()
    return [*scopes, narrowed] if narrowed else scopes
