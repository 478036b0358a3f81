"""names.csv and stance.csv: one row a place, batch by batch of articles, in constant memory.

Each row leads back to its article, words, offsets, address and the hash of the text.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.cells import defused, lines
from annotator.comparison.seen import Seen, seen_by
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.vocabulary.models import Kind
from articles.models import Article, Story

BATCH = 25
ARTICLE = ("story", "source", "article_id", "article_title", "published_on", "article_url")
PLACE = ("text_sha256", "layer", "label", "start", "end", "quote", "annotators")
NAMES = (*ARTICLE, *PLACE, "entity", "entity_name", "entity_wikidata")
STANCE = (
    *ARTICLE, *PLACE, "polarity", "voice", "holder", "holder_name", "target", "target_name",
)  # fmt: skip
_NAMED = ("entity__slug", "entity__name", "entity__wikidata")
_HELD = (
    "label__polarity", "stance_holder__slug", "stance_holder__name",
    "stance_target__slug", "stance_target__name",
)  # fmt: skip
_PLACED = ("article_id", "start", "end", "quote", "layer", "label_id")


@require_GET
@never_cache
def names_csv(request: DeskRequest, slug: str) -> StreamingHttpResponse:
    """names.csv of one story, of the articles that this adjudicator or manager may see."""
    story = story_for(request, slug, SETTLERS)
    seen = seen_by(request.user, story)
    rows = (_cells(*row) for row in _places(seen, Kind.ENTITY, _NAMED))
    return download(lines(NAMES, rows, bom="bom" in request.GET), story, "names")


@require_GET
@never_cache
def stance_csv(request: DeskRequest, slug: str) -> StreamingHttpResponse:
    """stance.csv of one story, of the articles that this adjudicator or manager may see."""
    story = story_for(request, slug, SETTLERS)
    seen = seen_by(request.user, story)
    rows = (_stance(*row) for row in _places(seen, Kind.STANCE, _HELD))
    return download(lines(STANCE, rows, bom="bom" in request.GET), story, "stance")


def _places(
    seen: Seen, kind: Kind, details: Sequence[str]
) -> Iterator[tuple[list[str], tuple[Any, ...], int, tuple[Any, ...]]]:
    """The article's cells, the place, by how many marked so, its details; in reading order."""
    keys = sorted(seen.articles)
    for first in range(0, len(keys), BATCH):
        batch = keys[first : first + BATCH]
        read = Article.objects.filter(pk__in=batch).order_by()
        facts = {row[0]: row[1:] for row in read.values_list("pk", "url", "text_sha256")}
        among = seen.annotations.filter(kind=kind, article__in=batch)
        counts: dict[tuple[Any, ...], int] = {}
        for row in among.values_list(*_PLACED, *details):
            counts[row] = counts.get(row, 0) + 1
        for row in sorted(counts, key=lambda row: (*row[:3], *map(str, row[3:]))):
            place, rest = row[: len(_PLACED)], row[len(_PLACED) :]
            yield _article(seen, row[0], *facts[row[0]]), place, counts[row], rest


def _article(seen: Seen, key: int, url: str, sha256: str) -> list[str]:
    one = seen.articles[key]
    day = one.published.isoformat() if one.published else ""
    named = [defused(seen.story.slug), defused(one.source_name), str(key), defused(one.title)]
    return [*named, day, defused(url), sha256]


def _cells(
    article: list[str], place: tuple[Any, ...], count: int, details: tuple[Any, ...]
) -> list[str]:
    _, start, end, quote, layer, label = place
    placed = [layer, label, str(start), str(end), defused(quote), str(count)]
    return [*article, *placed, *(defused(cell or "") for cell in details)]


def _stance(
    article: list[str], place: tuple[Any, ...], count: int, details: tuple[Any, ...]
) -> list[str]:
    polarity, holder, *rest = details
    cells = _cells(article, place, count, ())
    voice = "own" if holder is None else "speaker"
    return [*cells, str(polarity), voice, *(defused(cell or "") for cell in (holder, *rest))]


def download(pieces: Iterator[str], story: Story, what: str) -> StreamingHttpResponse:
    """The pieces of a table of the story as a file of today's."""
    name = f"{story.slug}-{what}-{timezone.localdate().isoformat()}.csv"
    return StreamingHttpResponse(
        (piece.encode() for piece in pieces),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )
