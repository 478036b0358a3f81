from django.urls import path

from annotator.comparison.shared_wording import tables, views

urlpatterns = [
    path("stories/<str:slug>/voices/", views.voices, name="voices"),
    path("stories/<str:slug>/voices.csv", tables.voices_csv, name="voices_csv"),
    path("stories/<str:slug>/voices/shared/", views.shared, name="shared"),
]
