"""What of mine is stored, as a file; and deactivating one's own account."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from annotator.annotations.curation.offboarding import deactivate_user, deactivate_user_preview
from annotator.annotations.curation.plans import CurationPlan
from annotator.desk.own_account.forms import LeaveForm
from annotator.desk.own_account.stored import stored_file
from annotator.people.access import DeskRequest


@require_GET
@never_cache
def stored(request: DeskRequest) -> StreamingHttpResponse:
    """Give out all that is stored of whoever asks, as JSON."""
    response = StreamingHttpResponse(stored_file(request.user), content_type="application/json")
    name = f"stored-{request.user.pk}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@never_cache
def leave(request: DeskRequest) -> HttpResponse:
    """Show what deactivating one's own account does; do it once it is confirmed."""
    plan, refusal = _plan(request)
    form = LeaveForm(request.POST if request.method == "POST" else None, request)
    if plan and form.is_bound and form.is_valid():
        deactivate_user(request.user, request.user, own=True)
        logout(request)
        messages.success(request, "Your account is deactivated, and you are signed out.")
        return redirect("account_login")
    shown = {"plan": plan, "refusal": refusal, "form": form}
    return render(request, "desk/leave.html", shown, status=422 if form.is_bound else 200)


def _plan(request: DeskRequest) -> tuple[CurationPlan | None, str]:
    """Return what leaving would do, or why it is refused."""
    try:
        return deactivate_user_preview(request.user, request.user, own=True), ""
    except ValidationError as error:
        return None, " ".join(error.messages)
