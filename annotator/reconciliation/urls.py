"""Every address where annotators differ: adjudication, agreement, and what became of a reading."""

from django.urls import include, path

app_name = "reconciliation"
urlpatterns = [
    path("", include("annotator.reconciliation.adjudication.urls")),
    path("", include("annotator.reconciliation.agreement.urls")),
    path("", include("annotator.reconciliation.feedback.urls")),
]
