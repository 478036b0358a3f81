"""Show how far annotators agree, and the passages behind a cell: door, form, figures, page."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from annotator.annotations.drawing.html import Tag
from annotator.annotations.visibility.blind_review import articles_hidden_from, articles_open_to
from annotator.annotations.workbench.page import tags_of
from annotator.operations.replica import reads_from_replica
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.people.models import User
from annotator.reconciliation.agreement.article_figures import (
    ArticleShare,
    article_shares,
    comparable,
    readings_stamp,
)
from annotator.reconciliation.agreement.forms import CellForm, ChoiceForm
from annotator.reconciliation.agreement.page import page_context
from annotator.reconciliation.agreement.quotes import QuotedPassage, Quotes, passage_counts
from annotator.vocabulary.models import Label
from articles.models import Story

FRESH = 600
"""Seconds for which a page is kept; for so long a name that was changed may still show."""


@require_GET
@reads_from_replica
def agreement(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the figures of a choice; drawn once, until a reading changes."""
    story = story_for(request, slug, SETTLERS)
    key = _key(request, story)
    drawn, status = cache.get(key), 200
    if drawn is None:
        every = article_shares(story, articles_open_to(request.user, story))
        labels, people = list(Label.objects.all()), _people(every)
        form = ChoiceForm(request.GET, every, labels, people)
        page = {"story": story, "form": form, "some": any(_several(share) for share in every)}
        if form.is_valid():
            page |= page_context(story, every, form.choice(), labels, people, request)
        drawn = render_to_string("reconciliation/_agreement.html", page, request)
        if form.is_valid():
            cache.set(key, drawn, FRESH)
        else:
            status = 422
    page = {"story": story, "tab": "agreement", "drawn": drawn}
    return render(request, "reconciliation/agreement.html", page, status=status)


@require_GET
@reads_from_replica
def passages(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the passages of one cell of the confusion matrix, fifty a page."""
    story = story_for(request, slug, SETTLERS)
    every = article_shares(story, articles_open_to(request.user, story))
    labels, people = list(Label.objects.all()), _people(every)
    form = CellForm(request.GET, every, labels, people)
    page = {"story": story, "tab": "agreement", "form": form}
    if not form.is_valid():
        return render(request, "reconciliation/agreement_passages.html", page, status=422)
    choice, cell = form.choice(), form.cell()
    chosen = comparable((share for share in every if choice.admits(share)), choice)
    found = page_of(Quotes(passage_counts(chosen, choice, cell), choice, cell), request)
    tags = tags_of(labels)
    rows = [(quoted, _lanes(quoted, tags, people)) for quoted in found]
    names = [tags[label].text if label else "missed" for label in cell]
    page |= {"page": found, "rows": rows, "names": names, "choice": choice}
    return render(request, "reconciliation/agreement_passages.html", page)


def _several(share: ArticleShare) -> bool:
    return any(len(sums.annotators) > 1 for sums in share.sums.values())


def _lanes(
    quoted: QuotedPassage, tags: Mapping[str, Tag], people: Mapping[int, str]
) -> list[tuple[str, Tag | None, str]]:
    """Return for each of the two the name, the label and the words; neither, where it was
    missed."""
    passage = quoted.passage
    spans = zip(passage.annotators, (passage.first, passage.second), strict=True)
    return [
        (people[one], tags[span.label] if span else None, span.quote if span else "")
        for one, span in spans
    ]


def _key(request: DeskRequest, story: Story) -> str:
    """Return what the page rests on: the readings, what was asked, what this member must not see
    yet."""
    hidden = sorted(articles_hidden_from(request.user, story))
    asked = sorted(request.GET.lists())
    words = repr((story.pk, story.slug, readings_stamp(story), hidden, asked))
    return f"agreement-{sha256(words.encode()).hexdigest()}"


def _people(every: Iterable[ArticleShare]) -> dict[int, str]:
    """Return the usernames of those who submitted: whoever settles has to know whom to train."""
    keys = {one for share in every for sums in share.sums.values() for one in sums.annotators}
    return dict(User.objects.filter(pk__in=keys).order_by().values_list("pk", "username"))
