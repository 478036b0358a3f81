"""Sign in, in again and out; change one's own password."""

from typing import TYPE_CHECKING, Any

from axes.helpers import get_cool_off
from django.contrib.auth import authenticate, login
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic.edit import FormMixin

from annotator.operations.middleware import asked_by_script
from annotator.trust.models import TrustKind
from annotator.trust.recording import record

# At run time Django's FormMixin takes no type argument.
if TYPE_CHECKING:
    Form = FormMixin[Any]
else:
    Form = FormMixin


class UnprocessableWhenInvalid(Form):
    """Answers 422 where a form is refused, as every page of the desk does."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[attr-defined, no-any-return]


class SignIn(UnprocessableWhenInvalid, auth.LoginView):
    template_name = "people/sign_in.html"
    redirect_authenticated_user = True


class SignOut(auth.LogoutView):
    """Signs out by POST only, as Django has it."""


class ChangePassword(UnprocessableWhenInvalid, auth.PasswordChangeView):
    template_name = "people/password_change.html"
    success_url = reverse_lazy("people:password_change_done")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        record(TrustKind.PASSWORD_CHANGED, by=form.user, about=form.user)
        return response


class PasswordChanged(auth.PasswordChangeDoneView):
    template_name = "people/password_change_done.html"


class ForgottenPassword(UnprocessableWhenInvalid, auth.PasswordResetView):
    template_name = "people/password_reset.html"
    email_template_name = "people/password_reset_email.txt"
    subject_template_name = "people/password_reset_subject.txt"
    success_url = reverse_lazy("people:password_reset_done")


class ResetSent(auth.PasswordResetDoneView):
    template_name = "people/password_reset_done.html"


class NewPassword(UnprocessableWhenInvalid, auth.PasswordResetConfirmView):
    template_name = "people/password_reset_confirm.html"
    success_url = reverse_lazy("people:password_reset_complete")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        record(TrustKind.PASSWORD_RESET, by=form.user, about=form.user)
        return response


class NewPasswordSet(auth.PasswordResetCompleteView):
    template_name = "people/password_reset_complete.html"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_POST
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Sign in from a page whose session ended with work unsent: 204 and a session, or 401 in words.

    The same limit of attempts holds as on the page: then `locked_out` answers 429.
    """
    user = authenticate(
        request,
        username=request.POST.get("username", ""),
        password=request.POST.get("password", ""),
    )
    if user is None:
        return JsonResponse({"error": "The name or the password is wrong."}, status=401)
    login(request, user)
    return HttpResponse(status=204)


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Answer too many wrong passwords for one name: say when to try again (429)."""
    wait = get_cool_off(request)
    until = timezone.localtime(timezone.now() + wait) if wait else None
    minutes = round(wait.total_seconds() / 60) if wait else None
    match = request.resolver_match
    if asked_by_script(request) or (match and match.view_name == "people:sign_in_again"):
        words = f"Too many wrong passwords. Wait {minutes} minutes, then try again."
        refused: HttpResponse = JsonResponse({"error": words}, status=429)
    else:
        shown = {"until": until, "minutes": minutes}
        refused = render(request, "people/locked_out.html", shown, status=429)
    if wait:
        refused["Retry-After"] = str(int(wait.total_seconds()))
    return refused


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in words (403) that the page was open too long, or that cookies are off."""
    if asked_by_script(request):
        # A token ends when somebody signs in: the page sees whether it is still its own person.
        here = {"user": str(request.user.pk or ""), "signed_in_as": str(request.user)}
        refused = {"error": "The page is too old: reload it.", "csrf": True, **here}
        return JsonResponse(refused, status=403)
    return render(request, "people/csrf_failure.html", status=403)
