"""Every address of the workbench, folder by folder."""

from django.urls import include, path

app_name = "annotations"
urlpatterns = [
    path("", include("annotator.annotations.workbench.urls")),
    path("", include("annotator.annotations.suggestions.urls")),
    path("", include("annotator.annotations.proposals.urls")),
    path("", include("annotator.annotations.regions.urls")),
    path("", include("annotator.annotations.codebook.urls")),
]
