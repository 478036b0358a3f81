from django.urls import path

from annotator.annotations.visibility.portions import address_of
from annotator.comparison.corrections import views
from annotator.comparison.corrections.tables import CORRECTIONS

urlpatterns = [
    path("stories/<str:slug>/corrections/", views.corrections, name="corrections"),
    address_of(CORRECTIONS),
]
