"""Every address of the comparison of sources, folder by folder."""

from django.urls import include, path

app_name = "comparison"
urlpatterns = [
    path("", include("annotator.comparison.matrix.urls")),
    path("", include("annotator.comparison.row.urls")),
    path("", include("annotator.comparison.brief.urls")),
    path("", include("annotator.comparison.editions.urls")),
    path("", include("annotator.comparison.names.urls")),
    path("", include("annotator.comparison.stance.urls")),
    path("", include("annotator.comparison.shared_wording.urls")),
    path("", include("annotator.comparison.predictions.urls")),
    path("", include("annotator.comparison.corrections.urls")),
    path("", include("annotator.comparison.open_claims.urls")),
    path("", include("annotator.comparison.questions.urls")),
    path("", include("annotator.comparison.leads.urls")),
]
