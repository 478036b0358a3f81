"""Every address where annotators differ: adjudication, agreement, what became of a reading,
and what a corrected text left behind."""

from django.urls import include, path

app_name = "reconciliation"
urlpatterns = [
    path("", include("annotator.reconciliation.adjudication.urls")),
    path("", include("annotator.reconciliation.agreement.urls")),
    path("", include("annotator.reconciliation.feedback.urls")),
    path("", include("annotator.reconciliation.versions.urls")),
    path("", include("annotator.reconciliation.machine_effect.urls")),
    path("", include("annotator.reconciliation.stand_in.urls")),
]
