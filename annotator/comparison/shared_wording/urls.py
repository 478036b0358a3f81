from django.urls import path

from annotator.annotations.visibility.portions import address_of
from annotator.comparison.shared_wording import views
from annotator.comparison.shared_wording.tables import VOICES

urlpatterns = [
    path("stories/<str:slug>/voices/", views.voices, name="voices"),
    address_of(VOICES),
    path("stories/<str:slug>/voices/shared/", views.shared, name="shared"),
]
