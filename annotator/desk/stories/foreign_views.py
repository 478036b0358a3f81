"""The page on which files of other programs come in, looked at before they are stored."""

from itertools import islice
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from annotator.desk.stories.foreign_choices import (
    ChoiceLists,
    choice_lists,
    members_of,
    offered_labels,
)
from annotator.desk.stories.foreign_forms import ForeignForm
from annotator.exchange.formats.format import FormatProblem
from annotator.exchange.formats.intake.actions import Plan, plan
from annotator.exchange.formats.intake.reading import Foreign
from annotator.exchange.formats.registry import read_formats
from annotator.exchange.imports.judging import counted, untold
from annotator.exchange.imports.reach import reach_of
from annotator.exchange.imports.read_csv import ImportRefused, RowProblem
from annotator.people import access
from annotator.people.access import DeskRequest
from articles.models import Source, Story

MOST_TOLD = 100
NOT_PREVIEWED = (
    "It is not what was previewed. This is how it stands now: look at it again, then store."
)


class ForeignPreview(NamedTuple):
    """What taking in the files would do; with a problem, nothing."""

    foreign: Foreign
    plan: Plan | None
    lists: ChoiceLists
    problems: list[RowProblem | FormatProblem]

    @property
    def shown_problems(self) -> list[RowProblem | FormatProblem]:
        """The first of the problems."""
        return self.problems[:MOST_TOLD]

    @property
    def more_problems(self) -> int:
        """How many problems there are beyond those that are shown."""
        return max(0, len(self.problems) - MOST_TOLD)

    @property
    def made(self) -> str:
        """What is made beside the marks, in words."""
        made = self.plan.made().items() if self.plan else ()
        return ", ".join(counted(number, name) for name, number in made if name != "article")

    @property
    def not_taken(self) -> list[str]:
        """What does not come over, a line each, the first alone."""
        if self.plan is None:
            return [str(each) for each in self.foreign.not_taken[:MOST_TOLD]]
        lines = [f"{n} {_marks(n)} {what}: left out." for what, n in self.plan.left_out.items()]
        return list(islice([*lines, *map(str, self.plan.not_taken)], MOST_TOLD))

    @property
    def more_not_taken(self) -> int:
        """How many such lines there are beyond those that are shown."""
        told = self.plan.not_taken if self.plan else self.foreign.not_taken
        left_out = len(self.plan.left_out) if self.plan else 0
        return max(0, left_out + len(told) - MOST_TOLD)


def _marks(number: int) -> str:
    return "mark" if number == 1 else "marks"


@require_http_methods(["GET", "HEAD", "POST"])
def import_annotations(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the form, preview what it sends, or store what was previewed.

    Nothing is kept between the two: the files come again, with what was chosen of their labels and
    annotators, and a digest says if they changed.
    """
    story = access.story_for(request, slug, access.MANAGERS)
    if request.method != "POST":
        return _page(request, story, ForeignForm())
    form = ForeignForm(request.POST, request.FILES)
    shown = _preview(request, story, form)
    if request.POST.get("step") == "store" and shown.plan and not shown.problems:
        if request.POST.get("previewed") != shown.foreign.sha256:
            shown.problems.append(FormatProblem("What you sent", NOT_PREVIEWED))
        else:
            try:
                done = shown.plan.store(untold)
            except ImportRefused as refused:
                shown.problems.extend(refused.problems)
            else:
                messages.success(request, done.in_words("annotation"))
                address = reverse("desk:story", args=[story.slug])
                if request.htmx:
                    return HttpResponseClientRedirect(address)
                return redirect(address)
    return _page(request, story, form, shown)


def _preview(request: DeskRequest, story: Story, form: ForeignForm) -> ForeignPreview:
    foreign = form.foreign()
    sent = {name: str(value) for name, value in request.POST.items()}
    lists = choice_lists(foreign, story, sent)
    if foreign.problems:
        return ForeignPreview(foreign, None, lists, list(foreign.problems))
    cleaned = form.cleaned_data
    base = request.build_absolute_uri("/").rstrip("/")
    choices = lists.choices(cleaned["source"], cleaned["submitted"], base)
    reach = reach_of(request.user, story)
    planned = plan(story, foreign, choices, create=True, tell=untold, reach=reach)
    return ForeignPreview(foreign, planned, lists, list(planned.problems))


def _page(
    request: DeskRequest, story: Story, form: ForeignForm, shown: ForeignPreview | None = None
) -> HttpResponse:
    """Draw the page, or, for htmx, the preview alone; 422 where something is in the way."""
    context = {
        "story": story,
        "tab": "import",
        "way_in": "annotations",
        "form": form,
        "preview": shown,
        "formats": read_formats(),
    }
    if shown:
        context |= {"labels": list(offered_labels()), "members": members_of(story)}
    if not request.htmx:
        context["sources"] = Source.objects.values_list("name", flat=True)[:500]
    template = "desk/_foreign_preview.html" if request.htmx else "desk/import_annotations.html"
    return render(request, template, context, status=422 if shown and shown.problems else 200)
