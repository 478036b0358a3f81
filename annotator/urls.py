"""Every address of the desk."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from annotator.operations import health
from annotator.operations.measuring.views import metrics
from annotator.people.signing_in.views import SignOut

admin.site.site_header = admin.site.site_title = "Annotator · admin"
admin.site.index_title = "Curate"
# One way in and out, the admin's included.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.logout = SignOut.as_view()  # type: ignore[method-assign]
to_password = RedirectView.as_view(pattern_name="account_change_password")
admin.site.password_change = to_password  # type: ignore[method-assign,assignment]
urlpatterns = [
    path("", include("annotator.desk.urls")),
    path("", include("annotator.annotations.urls")),
    path("", include("annotator.machines.urls")),
    path("", include("annotator.reconciliation.urls")),
    path("", include("annotator.comparison.urls")),
    path("", include("annotator.webhooks.urls")),
    path("", include("annotator.exchange.urls")),
    path("", include("annotator.search.urls")),
    path("api/v1/", include("annotator.api.urls")),
    path("accounts/", include("annotator.people.urls")),
    path("accounts/", include("annotator.people.signing_in.urls")),
    path("admin/", admin.site.urls),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", metrics, name="metrics"),
]
handler500 = "annotator.operations.health.server_error"
