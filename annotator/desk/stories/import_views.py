"""The import page: articles by paste or file, looked at before they are stored."""

from collections.abc import Iterator
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from annotator.people import access
from annotator.people.access import DeskRequest
from articles import actions
from articles.forms import ImportForm
from articles.intake.drafts import Batch, Draft, DraftProblem
from articles.models import Source, Story

BEGINNING = 280  # code points of a text that stand on the preview unopened
WHOLE_TEXTS = 400_000  # code points a preview carries of texts to open
MOST_PROBLEMS = 200


class ShownDraft(NamedTuple):
    """A draft on the preview. `whole` is what "show all" opens; empty where it is too much."""

    draft: Draft
    status: actions.DraftStatus
    beginning: str
    cut: bool
    whole: str


class Preview(NamedTuple):
    """What storing would do; with a problem, nothing."""

    texts: list[ShownDraft]
    problems: list[DraftProblem]
    more_problems: int
    new: int
    digest: str


@require_http_methods(["GET", "HEAD", "POST"])
def import_articles(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the form, preview what it sends, or store what was previewed.

    Nothing is kept between the two: the files come again, and a digest says if they changed.
    """
    story = access.story_for(request, slug, access.MANAGERS)
    if request.method != "POST":
        return import_page(request, story, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    batch = form.batch()
    storing = request.POST.get("step") == "store"
    if storing and not batch.problems:
        if request.POST.get("previewed") == batch.digest():
            messages.success(request, str(actions.store(story, batch.drafts)))
            address = reverse("desk:story", args=[story.slug])
            if request.htmx:
                return HttpResponseClientRedirect(address)
            return redirect(address)
        batch.problems.append(DraftProblem("What you sent", NOT_PREVIEWED))
    return import_page(request, story, form, preview(story, batch))


NOT_PREVIEWED = (
    "It is not what was previewed. This is how it stands now: preview it again, then store."
)


def import_page(
    request: DeskRequest, story: Story, form: ImportForm, shown: Preview | None = None
) -> HttpResponse:
    """Draw the page, or, for htmx, the preview alone; 422 where something is in the way."""
    template = "desk/_import_preview.html" if request.htmx else "desk/import.html"
    context = {"story": story, "tab": "import", "form": form, "preview": shown}
    if not request.htmx:
        context["sources"] = Source.objects.values_list("name", flat=True)[:500]
    return render(request, template, context, status=422 if shown and shown.problems else 200)


def preview(story: Story, batch: Batch) -> Preview:
    """Return what storing the batch would do, as far as the page shows it."""
    statuses = actions.draft_statuses(story, batch.drafts)
    return Preview(
        texts=list(shown_drafts(batch.drafts, statuses)),
        problems=batch.problems[:MOST_PROBLEMS],
        more_problems=max(0, len(batch.problems) - MOST_PROBLEMS),
        new=statuses.count(actions.DraftStatus.NEW),
        digest=batch.digest(),
    )


def shown_drafts(drafts: list[Draft], statuses: list[actions.DraftStatus]) -> Iterator[ShownDraft]:
    """Yield each draft with its beginning, and its whole text while all of these fit the page."""
    room = WHOLE_TEXTS
    for draft, status in zip(drafts, statuses, strict=True):
        cut = len(draft.text) > BEGINNING
        room -= len(draft.text) if cut else 0
        whole = draft.text if cut and room >= 0 else ""
        yield ShownDraft(draft, status, draft.text[:BEGINNING], cut, whole)
