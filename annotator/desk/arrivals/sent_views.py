"""A page that somebody's browser sends by a button of ours, which stands among its bookmarks.

The browser sends it from the page's own site, and so without the session: what comes in that way is
shown as coming from anybody, and stored nowhere. The person looks at it by a form of our page, with
their session, and stores it by another, with their token.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotator.desk.arrivals.button import button_code
from annotator.desk.arrivals.forms import AboutForm, SentPageForm
from annotator.desk.arrivals.page import ShownArrival, first_look, look_again
from annotator.people.access import MANAGERS, DeskRequest, story_for
from articles import actions
from articles.models import Source, Story


@require_GET
def browser_button(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the button, and how it is used."""
    story = story_for(request, slug, MANAGERS)
    target = request.build_absolute_uri(reverse("desk:sent_page", args=[slug]))
    shown = {"story": story, "tab": "import", "way_in": "button", "code": button_code(target)}
    return render(request, "desk/browser_button.html", shown)


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sent_page(request: DeskRequest, slug: str) -> HttpResponse:
    """Show that a page was sent, from wherever; or, to a manager who asks, what it holds.

    It stores nothing, so it needs no token; its first answer says the same whether there is such a
    story or not, and sets no cookie.
    """
    if request.method != "POST":
        return redirect("desk:browser_button", slug)
    form = SentPageForm(request.POST)
    looking = request.POST.get("step") == "look"
    if not (looking and form.is_valid() and request.user.is_authenticated):
        return _ask(request, form, looking)
    story = story_for(request, slug, MANAGERS)
    return _show(request, story, form, first_look(story, form.arrival(), {}))


@require_POST
def store_sent_page(request: DeskRequest, slug: str) -> HttpResponse:
    """Preview a page that was sent with other values, or store what was previewed."""
    story = story_for(request, slug, MANAGERS)
    form = SentPageForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, looking=False)
    shown, wanted = look_again(story, AboutForm(request.POST), form.arrival(), request.POST)
    if wanted is None:
        return _show(request, story, form, shown)
    messages.success(request, str(actions.store(story, wanted)))
    return redirect("desk:story", slug)


def _ask(request: HttpRequest, form: SentPageForm, looking: bool) -> HttpResponse:
    shown = {"form": form, "signed_out": looking and form.is_valid()}
    status = 200 if form.is_valid() else 422
    # Without a request: the page must ask for no token, which would replace the person's own.
    return render(None, "desk/sent_page.html", shown, status=status)


def _show(
    request: DeskRequest, story: Story, sent: SentPageForm, shown: ShownArrival
) -> HttpResponse:
    context = {"story": story, "tab": "import", "way_in": "button", "sent": sent.cleaned_data}
    context |= {"form": shown.form, "preview": shown.preview}
    context["sources"] = Source.objects.values_list("name", flat=True)[:500]
    status = 422 if shown.preview.problems else 200
    return render(request, "desk/sent_preview.html", context, status=status)
