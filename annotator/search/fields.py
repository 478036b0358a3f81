"""Turn the fields of a search into conditions on what is found."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from annotator.annotations.visibility.source_masking import sources_hidden_from
from annotator.people.models import User
from annotator.search.access import Reach
from annotator.search.index.matching import matching, of_value
from annotator.search.models import FoundKind, SearchDocument
from annotator.search.query.folding import indexed, words_of
from annotator.search.query.syntax import KINDS, FieldTerm, Query, Term
from annotator.vocabulary.models import Label
from articles.models import Article, Source

MOST_NAMED = 200
"""Names, or questions, that the words of one field may mean: the newest."""
NOTHING = Q(pk__in=[])
_ANSWERED = {"entity": ("entity", "stance_target", "stance_holder"), "said": ("said_by",)}


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


def conditions(query: Query, reach: Reach) -> list[Q]:
    """Return what every document must be, of the fields that ask the things themselves."""
    found = []
    for term in query.fields:
        if term.field not in _READ:
            continue
        holds = _READ[term.field](term, reach)
        found.append(~holds if term.left_out else holds)
    if query.of("source"):
        found.append(_source_seen(reach.user))
    return found


def _source_seen(user: User) -> Q:
    """Return what is of no article whose source is hidden: neither with nor without a source may
    it be found, or the one would tell."""
    hidden = Article.objects.filter(sources_hidden_from(user)).order_by().values("pk")
    return ~Q(article__in=hidden) & ~Q(annotation__article__in=hidden)


def _by_source(term: FieldTerm, reach: Reach) -> Q:
    rows = Source.objects.order_by().values_list("pk", "name", "slug")
    keys = [key for key, *names in rows if _called(term.text, *names)]
    return Q(article__source__in=keys) | Q(annotation__article__source__in=keys)


def _by_label(term: FieldTerm, reach: Reach) -> Q:
    rows = Label.objects.order_by().values_list("slug", "name")
    return Q(annotation__label__in=[slug for slug, name in rows if _called(term.text, slug, name)])


def _by_annotator(term: FieldTerm, reach: Reach) -> Q:
    if term.text.casefold() == "me":
        return Q(annotation__annotator=reach.user)
    people = User.objects.filter(memberships__story__in=reach.stories).distinct().order_by()
    rows = people.values_list("pk", "username", "first_name", "last_name")
    keys = [key for key, name, *full in rows if _called(term.text, name, " ".join(full))]
    return Q(annotation__annotator__in=keys)


def _by_entity(term: FieldTerm, reach: Reach) -> Q:
    names = _documents(term, FoundKind.ENTITY).filter(entity__active=True)
    keys = list(names.values_list("entity_id", flat=True)[:MOST_NAMED])
    details = _ANSWERED[term.field]
    return reduce(or_, (Q((f"annotation__{detail}__in", keys)) for detail in details))


def _by_question(term: FieldTerm, reach: Reach) -> Q:
    asked = _documents(term, FoundKind.QUESTION).filter(
        question__story__in=reach.stories, question__active=True
    )
    keys = list(asked.values_list("question_id", flat=True)[:MOST_NAMED])
    return Q(annotation__question__in=keys)


def _documents(term: FieldTerm, kind: FoundKind) -> Any:
    phrase = Term(tuple(words_of(term.text)))
    documents = SearchDocument.objects.filter(kind=kind)
    return matching(documents, [phrase], [[f"k{kind}"]]).order_by("-pk")


def _by_value(term: FieldTerm, reach: Reach) -> Q:
    return of_value(term.range) if term.range else NOTHING


def _called(typed: str, *names: str) -> bool:
    """Return whether one of the names holds what is typed, word by word."""
    sought = indexed(words_of(typed))
    return any(sought in indexed(words_of(name)) for name in names)


_READ: dict[str, Callable[[FieldTerm, Reach], Q]] = {
    "source": _by_source,
    "label": _by_label,
    "by": _by_annotator,
    "said": _by_entity,
    "entity": _by_entity,
    "question": _by_question,
    "value": _by_value,
}


def narrowing_of(kinds: Iterable[str], reach: Reach) -> list[list[str]]:
    """Return the words of `scope` of which a document has one each: of its kind, of its story."""
    kinds = sorted(kinds)
    scopes = [[f"k{kind}" for kind in kinds]] if len(kinds) < len(FoundKind.values) else []
    narrowed = reach.narrowing()
    return [*scopes, narrowed] if narrowed else scopes
