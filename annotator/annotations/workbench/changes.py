"""Carry out one change of an outbox: what the page's script and the API send is one protocol."""

from collections.abc import Callable
from typing import Any

from annotator.annotations.models import Annotation
from annotator.annotations.recording import actions
from annotator.annotations.recording.details import with_its_name
from annotator.annotations.recording.receipts import ArticleRevised
from annotator.annotations.revision.placing import span_now
from annotator.people.access import ANNOTATORS, DeskRequest, article_for
from articles.models import Article


def carry_out(request: DeskRequest, article: Article, asked: dict[str, Any]) -> Annotation:
    """Do what a valid ChangeForm asks for, and return the annotation as it is stored.

    Words of an older version are looked for in the text of today. Raises StaleRevision, and
    ValidationError, as the actions do.
    """
    act = ACTS[asked["verb"]]
    try:
        return act(article, request.user, _of_today(article, asked))
    except ArticleRevised:
        # It was corrected while this request was on its way.
        fresh = article_for(request, article.pk, ANNOTATORS)
        sent = {**asked, "text_version": asked["text_version"] or article.version}
        return act(fresh, request.user, _of_today(fresh, sent))


def _of_today(article: Article, asked: dict[str, Any]) -> dict[str, Any]:
    version = asked["text_version"] or article.version
    if asked["span"] is None or version >= article.version:
        return asked
    return {**asked, "span": span_now(article, version, asked["span"])}


def _create(article: Any, by: Any, asked: dict[str, Any]) -> Annotation:
    if asked["span"] is None:
        return actions.label_document(
            article, by, id=asked["annotation"], label=asked["label"], details=asked["details"],
            op=asked["op"],
        )  # fmt: skip
    start, end, quote = asked["span"]
    if asked["link"]:
        asked["details"] = with_its_name(asked["label"], quote, asked["details"])
    return actions.highlight(
        article, by, id=asked["annotation"], label=asked["label"], start=start, end=end,
        quote=quote, part=asked["part"] or 0, details=asked["details"], mark=asked["from_machine"],
        op=asked["op"],
    )  # fmt: skip


def _edit(article: Any, by: Any, asked: dict[str, Any]) -> Annotation:
    return actions.edit(
        article, by, id=asked["annotation"], base=asked["base"], label=asked["label"] or None,
        span=asked["span"], details=asked["details"], unmaking=asked["unmake"], op=asked["op"],
    )  # fmt: skip


def _erase(article: Any, by: Any, asked: dict[str, Any]) -> Annotation:
    return actions.erase(
        article, by, id=asked["annotation"], base=asked["base"], unmaking=asked["unmake"],
        op=asked["op"],
    )  # fmt: skip


def _restore(article: Any, by: Any, asked: dict[str, Any]) -> Annotation:
    return actions.restore(article, by, id=asked["annotation"], base=asked["base"], op=asked["op"])


ACTS: dict[str, Callable[[Any, Any, dict[str, Any]], Annotation]] = {
    "create": _create,
    "edit": _edit,
    "delete": _erase,
    "restore": _restore,
}
