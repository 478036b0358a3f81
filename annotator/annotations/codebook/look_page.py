"""What the list of a second look shows, as plain values: a fixed number of statements."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest, Least, Substr

from annotator.annotations.codebook.actions import confirm_plan
from annotator.annotations.codebook.look_list import LookList
from annotator.annotations.codebook.page import look_of
from annotator.annotations.curation.bulk_log import STILL_RIGHT
from annotator.annotations.drawing.html import Tag
from annotator.annotations.models import Annotation, BulkAct, Layer
from annotator.annotations.visibility.source_masking import sources_hidden_from
from annotator.navigation import way
from annotator.pagination import page_of
from annotator.people.access import DeskRequest
from annotator.people.models import User
from annotator.text import shortened
from annotator.vocabulary.codebook.editions import changed_since
from annotator.vocabulary.codebook.texts import LabelText
from articles.models import Article

AROUND = 80
LATELY = 5
LONGEST_QUOTE = 200


class LookLine(NamedTuple):
    """One highlight of the list, with what stands around it and where it is looked at."""

    annotation: Annotation
    tag: Tag
    before: str
    words: str
    after: str
    address: str
    source: str
    edition: int
    """The edition that changed its label."""
    is_mine: bool
    """Whether it is the user's to confirm."""


def look_page(request: DeskRequest, found: LookList) -> dict[str, Any]:
    """Return the page's template context. The form has been found valid."""
    rows = found.rows()
    read = rows.select_related("article__story", "article__source", "annotator", "label")
    read = _with_surroundings(read.defer("article__text", "article__story__guidelines"))
    page = page_of(read, request)
    lines = _lines(found, list(page.object_list))
    theirs = len(found.confirmable()) if page.paginator.count else 0
    acts = BulkAct.objects.filter(name=STILL_RIGHT, by=request.user, undone_at=None)
    return {
        "filter": {"form": found.form},
        "page": page,
        "lines": lines,
        "plan": confirm_plan(theirs, page.paginator.count),
        "theirs": theirs,
        "acts": [(act, len(act.annotations)) for act in acts[:LATELY]],
    }


def _lines(found: LookList, annotations: list[Annotation]) -> list[LookLine]:
    user = found.reach.user
    changed = changed_since({one.label_id for one in annotations})
    articles = {one.article_id for one in annotations}
    hidden = Article.objects.filter(sources_hidden_from(user), pk__in=articles)
    masked = set(hidden.values_list("pk", flat=True)) if articles else set()
    return [_line(found, one, changed, one.article_id in masked) for one in annotations]


def _line(found: LookList, one: Any, changed: Mapping[str, int], is_masked: bool) -> LookLine:
    words = shortened(one.quote, LONGEST_QUOTE)
    return LookLine(
        annotation=one,
        tag=look_of(LabelText(one.label.slug, one.label.name, one.label.polarity)),
        before=_from_a_word(one.before or ""),
        words=words,
        after=_to_a_word(one.after or ""),
        address=address_of_place(one, found.reach.user),
        source="" if is_masked else one.article.source.name,
        edition=changed.get(one.label_id, 0),
        is_mine=found.reach.may_confirm(one),
    )


def address_of_place(annotation: Annotation, user: User) -> str:
    """Return where the user looks at it: their own reading in the article, the rest where it is
    settled."""
    if annotation.layer == Layer.READING and annotation.annotator_id == user.pk:
        return annotation.get_absolute_url()
    address = way("settle", annotation.article_id)
    if annotation.start is None:
        return f"{address}#whole"
    return f"{address}?show=all&at={annotation.start}"


def _from_a_word(text: str) -> str:
    """Return what stands before, from its first whole word on, where it was cut."""
    _, blank, rest = text.partition(" ")
    return text if len(text) < AROUND or not blank else f"… {rest}"


def _to_a_word(text: str) -> str:
    rest, blank, _ = text.rpartition(" ")
    return text if len(text) < AROUND or not blank else f"{rest} …"


def _with_surroundings(rows: QuerySet[Annotation]) -> QuerySet[Annotation]:
    """Return the same rows with `before` and `after`: the database cuts the long texts."""
    first = Greatest(F("start") - (AROUND - 1), 1)
    return rows.annotate(
        before=Substr("article__text", first, Least(F("start"), AROUND)),
        after=Substr("article__text", F("end") + 1, AROUND),
    )
