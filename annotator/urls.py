"""Every address of the desk."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from annotator.operations import health
from annotator.people.signing_in.views import SignOut

admin.site.site_header = admin.site.site_title = "Annotator · admin"
admin.site.index_title = "Curate"
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
urlpatterns = [
    path("", include("annotator.desk.urls")),
    path("", include("annotator.annotations.urls")),
    path("", include("annotator.reconciliation.urls")),
    path("", include("annotator.comparison.urls")),
    path("", include("annotator.webhooks.urls")),
    path("", include("annotator.exchange.urls")),
    path("", include("annotator.search.urls")),
    path("api/v1/", include("annotator.api.urls")),
    path("accounts/", include("annotator.people.urls")),
    path("accounts/", include("annotator.people.signing_in.urls")),
    # One way in and out, the admin's included.
    path("admin/login/", login_not_required(to_sign_in)),
    path("admin/logout/", SignOut.as_view()),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
]
handler500 = "annotator.operations.health.server_error"
