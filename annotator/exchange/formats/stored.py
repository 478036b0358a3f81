"""Give the desk's articles with their marks as documents, in batches and constant memory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from annotator.annotations.details import ASIDES, SAID_DETAILS
from annotator.annotations.models import Annotation, Assignment, AssignmentState
from annotator.annotations.visibility.portions import Portion
from annotator.exchange.formats.document import (
    CONFIDENCE,
    DETAIL_COLUMNS,
    EntityEntry,
    FormatDocument,
    FormatMark,
    LabelEntry,
    QuestionEntry,
    Vocabulary,
)
from annotator.exchange.tables.labels import BATCH, AnchorLost, machine_marks_today
from annotator.exchange.tables.stored import as_stored, dashed, moment
from annotator.vocabulary.models import Alias, Entity, Label, Question
from articles.models import Article

_LOOKUPS = tuple(column.lookup for d in (*SAID_DETAILS, *ASIDES) for column in d.columns)
_OWN = ("layer", "annotator__username", "start", "end", "label_id", "part", "key")
_SINCE = ("made", "changed", "codebook_edition")
_READ = ("article_id", *_OWN, "quote", *_SINCE, *_LOOKUPS, "stance_target__wikidata")
OF_MACHINE = (
    "machine_mark__confidence",
    *(f"annotator__machine_reader__{name}" for name in ("engine", "model", "version")),
)
_AT_TARGET = len(_READ) - 1
_AT_DETAILS = _READ.index(_LOOKUPS[0])
_NAMING = {"entity", "said_by", "via", "stance_holder", "stance_target"}


def documents_of(portion: Portion, readers: Q) -> Iterator[FormatDocument]:
    """Yield the articles of the portion, by story and number, each with its marks.

    `readers` is a condition on Assignment: which submitted readings are told of. Raises AnchorLost
    where a highlight does not quote its text.
    """
    for story in portion.stories:
        among = Article.objects.filter(portion.articles, story=story).order_by("pk")
        keys = list(among.values_list("pk", flat=True))
        for first in range(0, len(keys), BATCH):
            batch = Article.objects.filter(pk__in=keys[first : first + BATCH]).order_by("pk")
            bare = set(batch.filter(portion.sourceless).values_list("pk", flat=True))
            marks = _marks(keys[first : first + BATCH], portion)
            read_by = _readers(keys[first : first + BATCH], readers)
            for article in batch.select_related("source"):
                hidden = article.pk in bare
                yield FormatDocument(
                    name=f"{article.pk}-{slugify(article.title)[:60]}".rstrip("-"),
                    text=article.text,
                    marks=_anchored(article.text, marks[article.pk]),
                    source="" if hidden else article.source.name,
                    title=article.title,
                    byline="" if hidden else article.byline,
                    url="" if hidden else article.url,
                    language=article.language,
                    published_on=article.published_on.isoformat() if article.published_on else "",
                    story=story.slug,
                    article_id=str(article.pk),
                    text_version=str(article.version),
                    readers=tuple(read_by[article.pk]),
                )


def vocabulary_of(portion: Portion) -> Vocabulary:
    """Return the labels of the desk, the stories' questions and the entities that marks name."""
    among = Article.objects.filter(portion.articles, story__in=portion.stories)
    marks = live_of(portion).filter(article__in=among).order_by()
    named: set[int] = set()
    for name in _NAMING:
        named.update(marks.exclude(**{name: None}).values_list(name, flat=True).distinct())
    return Vocabulary(
        labels=tuple(
            LabelEntry(
                label.slug,
                label.kind,
                label.name,
                label.definition,
                label.example,
                "" if label.polarity is None else str(label.polarity),
                label.of_articles,
            )
            for label in Label.objects.order_by("slug")
        ),
        entities=tuple(_entities(sorted(named))),
        questions=tuple(
            QuestionEntry(*row)
            for row in Question.objects.filter(story__in=portion.stories)
            .order_by("slug", "pk")
            .values_list("slug", "wording", "type", "unit", "scope")
        ),
    )


def _entities(keys: list[int]) -> Iterator[EntityEntry]:
    for first in range(0, len(keys), 500):
        among = keys[first : first + 500]
        others: dict[int, list[str]] = defaultdict(list)
        for key, name in Alias.objects.filter(entity__in=among).values_list("entity_id", "name"):
            others[key].append(name)
        for entity in Entity.objects.filter(pk__in=among).order_by("slug"):
            aliases = tuple(sorted(others[entity.pk]))
            yield EntityEntry(
                entity.slug, entity.name, entity.wikidata, entity.description, aliases
            )


def live_of(portion: Portion) -> "QuerySet[Annotation]":
    """Return the annotations of the portion that are not erased."""
    if portion.machines:
        return machine_marks_today().filter(portion.rows)
    return Annotation.everything.filter(portion.rows, erased_at=None)


def _marks(articles: Iterable[int], portion: Portion) -> dict[int, list[FormatMark]]:
    """Return the marks of each article: labels of all of it first, then by layer, annotator and
    place."""
    found: dict[int, list[FormatMark]] = defaultdict(list)
    live = live_of(portion).filter(article_id__in=list(articles))
    more = OF_MACHINE if portion.machines else ()
    rows = as_stored(live).order_by().values_list(*_READ, *more)
    for row in sorted(
        rows, key=lambda row: (row[0], row[3] or 0, *row[1:3], row[4] or 0, row[5:8])
    ):
        article, layer, annotator, start, end, label, part, key, quote, *since = row[:_AT_DETAILS]
        made, changed, edition = since
        told = zip(DETAIL_COLUMNS, row[_AT_DETAILS:_AT_TARGET], strict=True)
        details = {name: value for name, value in told if value}
        if start is None and row[_AT_TARGET]:
            details["stance_target_wikidata"] = row[_AT_TARGET]
        sure, *made_of = row[_AT_TARGET + 1 :] or (None,)
        if sure is not None:
            details[CONFIDENCE] = str(sure)
        found[article].append(
            FormatMark(
                label=label,
                start=start,
                end=end,
                quote=quote,
                layer=layer,
                annotator=annotator,
                software=" ".join(filter(None, made_of)),
                part=part,
                id=dashed(key),
                details=details,
                created_at=moment(made),
                updated_at=moment(changed),
                codebook_edition=str(edition),
            )
        )
    return found


def _anchored(text: str, marks: list[FormatMark]) -> list[FormatMark]:
    for mark in marks:
        if mark.start is not None and text[mark.start : mark.end] != mark.quote:
            raise AnchorLost(
                f"Annotation {mark.id} does not quote its text at {mark.start}-{mark.end}."
            )
    return marks


def _readers(articles: Iterable[int], chosen: Q) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    done = Assignment.objects.filter(
        chosen, article_id__in=list(articles), state=AssignmentState.SUBMITTED
    ).order_by()
    for article, name in sorted(done.values_list("article_id", "annotator__username").distinct()):
        found[article].append(name)
    return found
