"""What is told of an event: keys, slugs, titles and addresses; never words of an article.

What is told once is kept, so that each time it is sent it is the same.
"""

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from annotator.annotations.models import ReaderCounts
from annotator.background.events import EventKind, Facts
from annotator.navigation import way
from annotator.vocabulary.models import Question
from articles.models import Article, Story

ADDRESS = "address"
"""The name of what is an address of the desk, wherever it stands in what is told."""


def facts_of(kind: EventKind, story: Story, given: Mapping[int, Facts]) -> list[dict[str, Any]]:
    """Return what is told of each event of one kind, in a fixed number of statements.

    `given`: what is known of it, by the article or the question to which it happened. Addresses are
    without the desk's own.
    """
    if kind is EventKind.ROW_CHANGED:
        return _rows(story, given)
    about = _articles(story, given)
    more: Mapping[int, Mapping[str, Any]] = {}
    if kind is EventKind.READING_SUBMITTED:
        more = _readings(story, given)
    elif kind is EventKind.CORRECTION_FOUND:
        more = {pk: _correction(pk, facts) for pk, facts in given.items()}
    told = of_story(story)
    return [
        {"story": told, "article": about[pk], **more.get(pk, {})} for pk in given if pk in about
    ]


def of_story(story: Story) -> dict[str, Any]:
    """Return what is told of a story."""
    return {
        "id": story.pk,
        "slug": story.slug,
        "title": story.title,
        ADDRESS: way("story", story.slug),
    }


def body_of(kind: str, at: datetime, facts: Mapping[str, Any], desk: str) -> bytes:
    """Return the body of a message: JSON in ASCII. `desk`: its address, without a last slash."""
    told = {"type": kind, "timestamp": in_utc(at), "data": _with_desk(facts, desk)}
    return json.dumps(told, separators=(",", ":")).encode()


def in_utc(at: datetime) -> str:
    """Return a moment as JSON has it, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _with_desk(facts: Mapping[str, Any], desk: str) -> dict[str, Any]:
    return {
        name: _with_desk(value, desk)
        if isinstance(value, dict)
        else (f"{desk}{value}" if name == ADDRESS else value)
        for name, value in facts.items()
    }


def _articles(story: Story, keys: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return what is told of articles: where a story hides its sources, not whose they are."""
    rows = Article.objects.filter(pk__in=keys).order_by().values_list(
        "pk", "title", "language", "published_on", "source__name", "url", "version"
    )  # fmt: skip
    found = {}
    for pk, title, language, day, source, url, version in rows:
        found[pk] = {
            "id": pk,
            "title": title,
            "language": language,
            "published_on": day.isoformat() if day else None,
            "source": None if story.hide_sources else source,
            "url": None if story.hide_sources else url,
            "version": version,
            ADDRESS: way("article", pk),
        }
    return found


def _readings(story: Story, keys: Collection[int]) -> dict[int, dict[str, Any]]:
    counts = ReaderCounts.objects.filter(pk__in=keys).order_by().values_list("pk", "submitted")
    return {pk: {"readings": {"submitted": n, "wanted": story.readers}} for pk, n in counts}


def _correction(article: int, facts: Facts) -> dict[str, Any]:
    counted = {name: facts[name] for name in ("carried", "moved", "to_review", "gone")}
    return {
        "correction": {
            "version": facts["version"],
            "dated_on": facts["dated_on"],
            "announced": facts["announced"],
            "highlights": counted,
            ADDRESS: reverse("reconciliation:versions", args=[article]),
        }
    }


def _rows(story: Story, given: Mapping[int, Facts]) -> list[dict[str, Any]]:
    asked = Question.objects.filter(pk__in=given).order_by().values_list("pk", "slug", "wording")
    told = of_story(story)
    return [
        {
            "story": told,
            "question": {
                "id": pk,
                "slug": slug,
                "wording": wording,
                ADDRESS: reverse("comparison:passages", args=[story.slug, pk]),
            },
            "row": dict(given[pk]),
        }
        for pk, slug, wording in asked
    ]
