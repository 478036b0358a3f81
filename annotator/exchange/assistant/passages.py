"""Settled highlights as an assistant is told them: a quote, whose it is, where it stands."""

from collections.abc import Collection, Sequence
from typing import Any

from annotator.annotations.models import Annotation, ArticleProgress
from annotator.comparison.asides import aside_role, regions_of
from annotator.exchange.assistant.reach import AssistantReach
from annotator.navigation import way
from annotator.vocabulary.models import Kind
from articles.models import Article

LONGEST_QUOTE = 1000
"""Code points of a quote: of a longer one this much is told, so that no text is had as a whole."""
_WITH = ("label", "question", "entity", "said_by", "via", "stance_holder", "stance_target")


def articles_as_told(reach: AssistantReach, keys: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return what is told of these articles, by key; two statements, and no text is read."""
    rows = Article.objects.filter(pk__in=keys).order_by().values_list(
        "pk", "title", "source__name", "published_on", "language", "url", "version", "text_sha256"
    )  # fmt: skip
    stages = dict(ArticleProgress.objects.filter(pk__in=keys).order_by().values_list("pk", "stage"))
    return {
        pk: {
            "article": pk,
            "title": title,
            "source": source,
            "published_on": day.isoformat() if day else None,
            "language": language,
            "url": url,
            "version": version,
            "text_sha256": sha256,
            "stage": stages.get(pk, "being read"),
            "address": reach.desk + way("article", pk),
        }
        for pk, title, source, day, language, url, version, sha256 in rows
    }


def passages(
    reach: AssistantReach, found: Sequence[Annotation], not_applying: Collection[int] = ()
) -> list[dict[str, Any]]:
    """Return these highlights as they are told; a number of statements that does not grow.

    `not_applying`: the keys of articles to which the question does not apply: their answers do
    not count.
    """
    keys = [one.pk for one in found]
    whole = Annotation.objects.filter(pk__in=keys).select_related(*_WITH).in_bulk()
    articles = {one.article_id for one in found}
    about, regions = articles_as_told(reach, articles), regions_of(articles)
    told = []
    for key in keys:
        one = whole[key]
        start, end = one.span
        aside = aside_role(regions.get(one.article_id, ()), start, end)
        told.append(
            {
                "quote": one.quote[:LONGEST_QUOTE],
                "is_cut": len(one.quote) > LONGEST_QUOTE,
                "start": start,
                "end": end,
                "source": about[one.article_id]["source"],
                "text_sha256": about[one.article_id]["text_sha256"],
                "address": reach.desk + one.get_absolute_url(),
                "counts": not aside and one.article_id not in not_applying,
                "stands_in": aside or "body",
                "label": one.label_id,
                **_details(one),
                "article": about[one.article_id],
            }
        )
    return told


def _details(one: Annotation) -> dict[str, Any]:
    """Return what was settled about a highlight, by its kind; what is empty is left out."""
    if one.kind == Kind.ENTITY:
        return _named("entity", one.entity)
    if one.kind == Kind.STANCE:
        polarity = {"polarity": one.label.polarity}
        held = _named("holder", one.stance_holder) | _named("target", one.stance_target)
        return polarity | held
    plain = {
        "question": one.question.slug if one.question else "",
        "value": one.value,
        "low": one.value_low,
        "high": one.value_high,
        "bounds": one.value_bounds,
        "unit": one.unit,
        "how_exact": one.approximator,
        "modality": one.modality,
        "as_of": one.as_of,
        "scope": one.scope,
    }
    spoken = _named("said_by", one.said_by) | _named("via", one.via)
    return {name: value for name, value in plain.items() if value} | spoken


def _named(name: str, entity: Any) -> dict[str, Any]:
    if entity is None:
        return {}
    known = {"name": entity.name, "slug": entity.slug, "wikidata": entity.wikidata}
    return {name: {part: value for part, value in known.items() if value}}
