from django.urls import path

from annotator.annotations.visibility.portions import address_of
from annotator.comparison.predictions import views
from annotator.comparison.predictions.tables import PREDICTIONS

urlpatterns = [
    path("stories/<str:slug>/predictions/", views.predictions, name="predictions"),
    address_of(PREDICTIONS),
]
