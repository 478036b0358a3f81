from django.urls import path

from annotator.annotations.visibility.portions import address_of
from annotator.comparison.open_claims import views
from annotator.comparison.open_claims.tables import UNANSWERED

urlpatterns = [
    path("stories/<str:slug>/unanswered/", views.unanswered, name="unanswered"),
    path("stories/<str:slug>/unanswered/attach", views.attach, name="attach"),
    path("stories/<str:slug>/unanswered/ask", views.new_question, name="new_question"),
    path("stories/<str:slug>/unanswered/undo", views.undo_attach, name="undo_attach"),
    address_of(UNANSWERED),
]
