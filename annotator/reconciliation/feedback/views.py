"""My work, reviewed: an annotator sees what became of each of their spans, why, and may reply.

Until the article is finished only their own spans show; other annotators are never named.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.drawing import html
from annotator.annotations.drawing.html import AnnotationRow
from annotator.annotations.drawing.rows import rows
from annotator.annotations.models import Annotation, ArticleProgress, Assignment, Layer, Stage
from annotator.annotations.visibility.source_masking import hides_sources_from
from annotator.annotations.workbench.reading import own_rows
from annotator.pagination import page_of
from annotator.people.access import DeskRequest
from annotator.people.models import User
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.adjudication.access import own_reading_for
from annotator.reconciliation.adjudication.forms import CommentForm
from annotator.reconciliation.feedback.outcomes import Fate, SpanOutcome, span_outcomes
from annotator.reconciliation.models import Act, Comment, Rule
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.place import StoredDecision
from annotator.vocabulary.models import Label
from articles.models import Article
from articles.sentences import sentence_around

DONE = (Stage.FINISHED, Stage.REVISION)
DECIDED_BY = {
    "accepted": "decided by {}",
    "edited": "written anew by {}",
    "added": "added by {}",
    "none": "decided by {}",
}
"""How a person decided, by outcome."""


class ReplyLine(NamedTuple):
    """A comment, by “you”, an adjudicator's name, or “another annotator”."""

    by: str
    at: datetime
    text: str


@dataclass(frozen=True)
class ReviewedSpan:
    """One line of the page: a span in its sentence, what became of it, what was said about it."""

    outcome: SpanOutcome
    tag: html.Tag
    sentence: tuple[str, str, str] | None
    """What stands before its words, these and what follows; None of the whole article."""
    settled: str
    comments: list[ReplyLine]
    refused: CommentForm | None


@require_GET
@never_cache
def reviewed(request: DeskRequest, pk: int) -> HttpResponse:
    """Show an annotator what became of their reading."""
    article = own_reading_for(request, pk)
    return render(request, "reconciliation/reviewed.html", _page(article, request))


@require_POST
def reply(request: DeskRequest, pk: int) -> HttpResponse:
    """Say something about one's own span, or about what stands settled."""
    article = own_reading_for(request, pk)
    form = CommentForm(request.POST)
    if form.is_valid():
        about, text = form.cleaned_data["about"], form.cleaned_data["text"]
        try:
            _may_reply(article, request.user, about)
            actions.comment(article, request.user, about=about, text=text)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            back = reverse("reconciliation:reviewed", args=[pk])
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            return redirect(f"{back}{query}#r-{about[0]}")
    shown = _page(article, request, form)
    return render(request, "reconciliation/reviewed.html", shown, status=422)


def _may_reply(article: Article, by: User, about: Collection[UUID]) -> None:
    """Raise ValidationError where one of these annotations is neither one's own nor settled and
    shown."""
    theirs = Q(annotator=by, layer=Layer.READING)
    if _stage(article) in DONE:
        theirs |= Q(layer=Layer.GOLD)
    live = Annotation.everything.filter(theirs, article=article, erased_at=None)
    if live.filter(pk__in=about).count() != len(set(about)):
        raise ValidationError("You can reply on your own highlights and on what is settled.")


def _stage(article: Article) -> str:
    stage = ArticleProgress.objects.filter(pk=article.pk).order_by().values_list("stage", flat=True)
    return stage.first() or Stage.READING


def _page(
    article: Article, request: DeskRequest, refused: CommentForm | None = None
) -> dict[str, Any]:
    labels = list(Label.objects.order_by().values_list("slug", "kind", "name", "polarity"))
    stage = _stage(article)
    finished = stage in DONE
    if finished:
        names = {slug: name for slug, _, name, _ in labels}
        found = span_outcomes(readings_of(article).places, request.user.pk, names)
    else:
        whole = Annotation.document_labels.filter(annotator=request.user, layer=Layer.READING)
        own = [*rows(whole.filter(article=article)), *own_rows(article, request.user)]
        found = [SpanOutcome(Fate.OPEN, row) for row in own]
    counts = Counter(outcome.fate for outcome in found)
    show = request.GET.get("show") if finished else None
    if show in set(Fate):
        found = [outcome for outcome in found if outcome.fate == show]
    page = page_of(found, request)
    tags = {slug: html.tag(kind, name, polarity) for slug, kind, name, polarity in labels}
    entries = _entries(article, request.user, list(page), tags, refused)
    return {
        "article": article,
        "finished": finished,
        "source_hidden": hides_sources_from(request.membership) and not finished,
        "revised": stage == Stage.REVISION,
        "counts": [(fate.value, counts[fate]) for fate in Fate if counts[fate]],
        "total": counts.total(),
        "show": show,
        "page": page,
        "entries": entries,
        "refused": None if any(entry.refused for entry in entries) else refused,
    }


def _entries(
    article: Article,
    user: User,
    found: list[SpanOutcome],
    tags: Mapping[str, html.Tag],
    refused: CommentForm | None,
) -> list[ReviewedSpan]:
    """Return the lines of one page, in a number of statements that does not grow with them."""
    decisions = [one.decision for one in found if one.decision]
    people = User.objects.in_bulk({decision.by for decision in decisions})
    acts = Act.objects.in_bulk({decision.act for decision in decisions if decision.act})
    comments = _comments(article, user, [one.row["id"] for one in found])
    about = refused.data.get("about") if refused else None
    return [
        ReviewedSpan(
            outcome=one,
            tag=tags[one.row["label"]],
            sentence=_sentence(article, one.row),
            settled="" if one.fate == Fate.OPEN else _settled(one.decision, people, acts),
            comments=comments[one.row["id"]],
            refused=refused if about == str(one.row["id"]) else None,
        )
        for one in found
    ]


def _sentence(article: Article, row: AnnotationRow) -> tuple[str, str, str] | None:
    if row["start"] is None:
        return None
    return sentence_around(article.text, row["start"], row["end"])


def _settled(
    decision: StoredDecision | None, people: Mapping[int, User], acts: Mapping[int, Act]
) -> str:
    """Return how it was settled, in words; where no decision did, by an import."""
    if decision is None:
        return "settled by an import"
    if decision.act is None:
        also = ", who had read the article too" if decision.had_read else ""
        return DECIDED_BY[decision.outcome].format(people[decision.by]) + also
    act = acts[decision.act]
    if act.rule == Rule.AGREED:
        return "settled automatically: all agreed"
    share = f"{len(decision.accepted)} of {len(decision.submitted)}"
    return f"settled automatically: by majority, {share}"


def _comments(article: Article, user: User, keys: Iterable[UUID]) -> dict[UUID, list[ReplyLine]]:
    """Return what was said about these annotations, the oldest first."""
    links = list(
        Comment.about.through.objects.filter(annotation__in=list(keys), comment__article=article)
        .order_by("comment__created_at", "comment")
        .values_list("comment", "annotation")
    )
    by_key = Comment.objects.select_related("author").in_bulk({comment for comment, _ in links})
    reads = Assignment.objects.filter(article=article).exclude(annotator=user).order_by()
    readers = set(reads.values_list("annotator", flat=True))
    found: dict[UUID, list[ReplyLine]] = defaultdict(list)
    for comment, annotation in links:
        one = by_key[comment]
        by = "another annotator" if one.author_id in readers else str(one.author)
        by = "you" if one.author_id == user.pk else by
        found[annotation].append(ReplyLine(by, one.created_at, one.text))
    return found
