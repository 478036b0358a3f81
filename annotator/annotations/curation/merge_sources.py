"""Merge sources into one: their articles become its own, and what is empty then is deleted.

A name that two spellings of one outlet share would go on being chosen if it stayed. What is
deleted is kept by the bulk act, whose undo makes it again with key, slug and homepage.
"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet

from annotator.annotations.curation.plans import CurationPlan, number
from annotator.annotations.recording.rewrite import atomic_with_retry
from articles.changes import note_articles
from articles.models import Article, Source, Story

MOST_NAMED = 3


@atomic_with_retry
def merge_sources(kept: Source, others: Sequence[Source]) -> int:
    """Let the articles of the others be of `kept`, and delete the others.

    `kept` takes over a homepage where it has none. Returns how many articles moved. Raises
    ValidationError where two of the sources have the same text in one story.
    """
    lock_stories()
    keys = {other.pk for other in others} - {kept.pk}
    found = Source.objects.select_for_update().filter(pk__in={*keys, kept.pk}).order_by("pk")
    rows = {source.pk: source for source in found}
    if kept.pk not in rows:
        raise ValidationError(f"“{kept}” is gone by now: choose another to keep.")
    kept, gone = rows[kept.pk], [source for pk, source in rows.items() if pk != kept.pk]
    if not gone:
        raise ValidationError("Choose at least one other source to merge.")
    _check_texts(kept, gone)
    moved = Article.objects.filter(source__in=gone).order_by()
    articles = list(moved.values_list("pk", flat=True))
    done = moved.update(source=kept)
    note_articles(articles)
    if giver := _homepage_giver(kept, gone):
        kept.homepage = giver.homepage
        kept.save(update_fields=["homepage"])
    Source.objects.filter(pk__in=[source.pk for source in gone]).delete()
    return done


def merge_sources_preview(kept: Source, others: Sequence[Source]) -> CurationPlan:
    """Tell what `merge_sources` would do. Raises ValidationError where it is refused."""
    gone = sorted((other for other in others if other.pk != kept.pk), key=lambda other: other.pk)
    if not gone:
        raise ValidationError("Choose at least one other source to merge.")
    _check_texts(kept, gone)
    will = [_moving(kept, other) for other in gone]
    if both := _met_in(kept, gone):
        will.append(
            f"In {number(both, 'story', 'stories')} more than one of them has articles: what these "
            "say counts as one source's there, and what they differ in is no conflict."
        )
    giver = _homepage_giver(kept, gone)
    if giver:
        will.append(f"“{kept}” takes over the homepage {giver.homepage}.")
    will += [
        f"The homepage {other.homepage} of “{other}” goes with it."
        for other in gone
        if other.homepage and other != giver and other.homepage != kept.homepage
    ]
    names = ", ".join(f"“{other}”" for other in gone)
    will.append(f"{names} will be deleted; an undo makes them again as they were.")
    stays = (
        f"The name and slug of “{kept}” ({kept.slug}) stay.",
        "Texts, highlights and decisions stay as they are.",
    )
    return CurationPlan(tuple(will), stays)


def lock_stories() -> None:
    """Let imports wait: none may store an article of a source that is deleted meanwhile."""
    list(Story.objects.select_for_update().order_by("pk").values_list("pk"))


def _check_texts(kept: Source, gone: Sequence[Source]) -> None:
    """Raise ValidationError where a story would have one text of one source twice."""
    theirs = Article.objects.filter(source__in=[kept, *gone]).order_by()
    double = theirs.values_list("story", "text_sha256").annotate(n=Count("pk")).filter(n__gt=1)
    pairs = list(double.order_by("story", "text_sha256").values_list("story", "text_sha256"))
    if not pairs:
        return
    refused = [_same_text(theirs.filter(story=s, text_sha256=t)) for s, t in pairs[:MOST_NAMED]]
    if len(pairs) > MOST_NAMED:
        more = number(len(pairs) - MOST_NAMED, "more text", "more texts")
        refused.append(f"So it is with {more}.")
    refused.append("A source has a text once in a story: delete all but one of these, then merge.")
    raise ValidationError(refused)


def _same_text(articles: "QuerySet[Article]") -> str:
    found = list(articles.select_related("source", "story").defer("text").order_by("pk"))
    named = " and ".join(f"“{one.title}” of “{one.source}” (no. {one.pk})" for one in found)
    return f"In the story “{found[0].story}” {named} are the same text."


def _moving(kept: Source, other: Source) -> str:
    """Write the line of a plan that tells which articles of the other move."""
    articles = Article.objects.filter(source=other).order_by()
    titles = list(Story.objects.filter(articles__in=articles).distinct()[: MOST_NAMED + 1])
    named = ", ".join(f"“{story}”" for story in titles[:MOST_NAMED])
    where = f", in {named}{' and more' if len(titles) > MOST_NAMED else ''}" if titles else ""
    count = number(articles.count(), "article")
    return f"To be of “{kept}” instead of “{other}” ({other.slug}): {count}{where}."


def _met_in(kept: Source, gone: Sequence[Source]) -> int:
    """Count the stories in which more than one of the sources has articles."""
    theirs = Article.objects.filter(source__in=[kept, *gone]).order_by().values("story")
    return theirs.annotate(n=Count("source", distinct=True)).filter(n__gt=1).count()


def _homepage_giver(kept: Source, gone: Sequence[Source]) -> Source | None:
    """Return the source whose homepage `kept` takes over, or None where it has its own."""
    if kept.homepage:
        return None
    return next((other for other in gone if other.homepage), None)
