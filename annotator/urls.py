"""Every address of the desk."""

from django.contrib import admin
from django.urls import include, path

from annotator.operations import health
from annotator.operations.measuring.views import metrics

admin.site.site_header = admin.site.site_title = "Annotator · admin"
admin.site.index_title = "Curate"
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
    path("admin/", admin.site.urls),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", metrics, name="metrics"),
]
handler500 = "annotator.operations.health.server_error"
