from django.urls import path

from annotator.comparison.predictions import tables, views

urlpatterns = [
    path("stories/<str:slug>/predictions/", views.predictions, name="predictions"),
    path(
        "stories/<str:slug>/predictions.csv",
        tables.predictions_csv,
        name="predictions_csv",
    ),
]
