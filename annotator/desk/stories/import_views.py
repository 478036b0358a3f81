"""The import page: articles by paste or file, looked at before they are stored."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from annotator.desk.stories.import_page import Preview, chosen_drafts, preview
from annotator.people import access
from annotator.people.access import DeskRequest
from articles import actions
from articles.forms import ImportForm
from articles.intake.drafts import DraftProblem
from articles.models import Source, Story


@require_http_methods(["GET", "HEAD", "POST"])
def import_articles(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the form, preview what it sends, or store what was previewed.

    Nothing is kept between the two: the files come again, with what was chosen of their paragraphs,
    and a digest says if they changed.
    """
    story = access.story_for(request, slug, access.MANAGERS)
    if request.method != "POST":
        return import_page(request, story, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    batch, choices = form.batch(), form.choices()
    drafts, problems = chosen_drafts(batch, choices)
    batch.problems += problems
    storing = request.POST.get("step") == "store"
    if storing and not batch.problems:
        if request.POST.get("previewed") == batch.digest():
            messages.success(request, str(actions.store(story, drafts)))
            address = reverse("desk:story", args=[story.slug])
            if request.htmx:
                return HttpResponseClientRedirect(address)
            return redirect(address)
        batch.problems.append(DraftProblem("What you sent", NOT_PREVIEWED))
    return import_page(request, story, form, preview(story, batch, choices, drafts))


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
