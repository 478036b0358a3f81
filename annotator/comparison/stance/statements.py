"""Give the stances of a story as statements, in batches: who, toward what, where it stands."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import Count, Q

from annotator.comparison.seen import Seen
from annotator.comparison.stance.nodes import NOBODY, Node, StanceStatement, source_key
from annotator.comparison.stance.relations import Asked, Stance, chosen, stances
from annotator.vocabulary.models import Entity, Kind
from articles.models import Article

BATCH = 50
"""Articles whose stances and texts are in memory at once."""


EVERY = Q()


def statements_of(seen: Seen, asked: Asked, among: Q = EVERY) -> Iterator[StanceStatement]:
    """Yield the stances that were asked for, by article and place, each place once.

    `among`: of the annotations that are seen, those of this condition alone. Each batch of articles
    is a number of statements that does not grow.
    """
    keys = sorted(seen.articles)
    for first in range(0, len(keys), BATCH):
        batch = seen.annotations.filter(among, article__in=keys[first : first + BATCH])
        found = chosen(stances(batch), seen, asked)
        found.sort(key=lambda one: (*one[:3], str(one[3:])))
        if found:
            yield from _statements(found, seen)


def _statements(found: list[Stance], seen: Seen) -> Iterator[StanceStatement]:
    ends = _ends(found, seen)
    keys = {one.article for one in found}
    read = Article.objects.filter(pk__in=keys).order_by()
    columns = ("pk", "url", "text_sha256", "byline", "text")
    texts = {row[0]: row[1:] for row in read.values_list(*columns)}
    for one in found:
        article = seen.articles[one.article]
        address, sha256, byline, text = texts[one.article]
        quote = text[one.start : one.end]
        yield StanceStatement(
            *ends[one],
            one.polarity,
            article.published.isoformat() if article.published else "",
            article.title,
            article.source_name,
            address,
            sha256,
            quote,
            one.start,
            one.end,
            one.article,
            byline,
            _wide(text[: one.start]),
            _wide(quote),
        )


def _wide(text: str) -> int:
    """Return how many characters take two UTF-16 units."""
    return 0 if text.isascii() else sum(character > "\uffff" for character in text)


def _ends(found: Iterable[Stance], seen: Seen) -> dict[Stance, tuple[Node, Node]]:
    """Return holder and target of each stance; an own voice is its outlet's."""
    found = list(found)
    keys = {key for one in found for key in (one.holder, one.target) if key is not None}
    kinds = _kinds(seen, keys)
    rows = Entity.objects.filter(pk__in=keys).order_by().values_list("pk", "slug", "name")
    nodes = {pk: Node(slug, name, kinds.get(pk, "")) for pk, slug, name in rows}
    ends = {}
    for one in found:
        article = seen.articles[one.article]
        voice = Node(source_key(article.source), article.source_name, "source", True)
        holder = voice if one.holder is None else nodes[one.holder]
        ends[one] = holder, NOBODY if one.target is None else nodes[one.target]
    return ends


def _kinds(seen: Seen, keys: Iterable[int]) -> dict[int, str]:
    """Return what each entity is: its commonest label in the story, without its kind."""
    among = seen.annotations.filter(kind=Kind.ENTITY, entity__in=list(keys))
    counts: dict[int, Counter[str]] = {}
    rows = among.values_list("entity_id", "label_id").annotate(times=Count("pk"))
    for entity, label, times in rows:
        counts.setdefault(entity, Counter())[label.partition("-")[2]] += times
    return {
        entity: min(found, key=lambda kind: (-found[kind], kind))
        for entity, found in counts.items()
    }
