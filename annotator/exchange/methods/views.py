"""The methods appendix of a story: shown, and as Markdown or LaTeX. Each counts as it is asked."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.exchange.methods.blocks import MethodsDocument
from annotator.exchange.methods.forms import MethodsForm
from annotator.exchange.methods.gathering import methods_facts
from annotator.exchange.methods.latex import latex
from annotator.exchange.methods.markdown import markdown
from annotator.exchange.methods.wording import methods_document
from annotator.one_state import one_state
from annotator.people.access import SETTLERS, DeskRequest, story_for
from articles.models import Story


@require_GET
@never_cache
def methods(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the appendix, with its two downloads."""
    story = story_for(request, slug, SETTLERS)
    form = MethodsForm(request.GET)
    shown = {"story": story, "tab": "export", "form": form}
    if not form.is_valid():
        return render(request, "exchange/methods.html", shown, status=422)
    names = form.names_wanted()
    document = methods_counted(request, story, form)
    return render(
        request, "exchange/methods.html", shown | {"document": document, "names": names.value}
    )


@require_GET
@never_cache
def methods_markdown(request: DeskRequest, slug: str) -> HttpResponse:
    """Send the appendix as Markdown."""
    return _file(request, slug, markdown, "md", "text/markdown; charset=utf-8")


@require_GET
@never_cache
def methods_latex(request: DeskRequest, slug: str) -> HttpResponse:
    """Send the appendix as LaTeX."""
    return _file(request, slug, latex, "tex", "application/x-tex; charset=utf-8")


def _file(
    request: DeskRequest,
    slug: str,
    write: Callable[[MethodsDocument], str],
    ending: str,
    content_type: str,
) -> HttpResponse:
    story = story_for(request, slug, SETTLERS)
    form = MethodsForm(request.GET)
    if not form.is_valid():
        told = " ".join(text for texts in form.errors.values() for text in map(str, texts))
        return HttpResponse(f"names: {told}\n", "text/plain; charset=utf-8", 422)
    response = HttpResponse(write(methods_counted(request, story, form)), content_type)
    name = f"{story.slug}-methods-{timezone.localdate().isoformat()}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def methods_counted(request: DeskRequest, story: Story, form: MethodsForm) -> MethodsDocument:
    """Return the appendix as the desk is at one moment, without what one has still to read."""
    hidden = articles_hidden_from(request.user, story)
    with one_state():
        return methods_document(methods_facts(story, form.names_wanted(), hidden))
