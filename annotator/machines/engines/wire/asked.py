"""What an engine is given, as JSON (pure: no Django)."""

import json
from typing import Any

from annotator.machines.engines.protocol import (
    GivenArticle,
    GivenLabel,
    GivenQuestion,
    ReaderMake,
)

PROTOCOL = "annotator-reading/1"


def article_as_json(given: GivenArticle) -> dict[str, Any]:
    """Return what is told of an article: its text, and what is looked for. Names are not told."""
    return {
        "text": given.text,
        "language": given.language,
        "published_on": given.published_on.isoformat() if given.published_on else None,
        "labels": [_label(one) for one in given.labels],
        "questions": [_question(one) for one in given.questions],
    }


def asked_as_json(given: GivenArticle, make: ReaderMake) -> dict[str, Any]:
    """Return all that a program is asked with: the article, and what the reader is made of."""
    reader = {
        "model": make.model,
        "version": make.version,
        "options": dict(make.options),
        "prompt": make.prompt,
    }
    return {"protocol": PROTOCOL, "article": article_as_json(given), "reader": reader}


def written(value: Any) -> bytes:
    """Return a value as JSON in UTF-8 on one line; the same value is always the same bytes."""
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return told.encode("utf-8", "backslashreplace")


def _label(one: GivenLabel) -> dict[str, str]:
    return {
        "slug": one.slug,
        "kind": one.kind,
        "name": one.name,
        "definition": one.definition,
        "polarity": one.polarity,
    }


def _question(one: GivenQuestion) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "wording": one.wording,
        "type": one.type,
        "unit": one.unit,
        "options": list(one.options),
        "scope": one.scope,
        "many": one.many,
        "changes": one.changes,
    }
