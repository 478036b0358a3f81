"""Every address of the desk."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("annotator.desk.urls")),
    path("", include("annotator.annotations.urls")),
    path("", include("annotator.exchange.urls")),
    path("accounts/", include("annotator.people.urls")),
    path("admin/", admin.site.urls),
]
