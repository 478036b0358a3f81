from django.urls import path

from annotator.comparison.open_claims import views

urlpatterns = [
    path("stories/<str:slug>/unanswered/", views.unanswered, name="unanswered"),
    path("stories/<str:slug>/unanswered/attach", views.attach, name="attach"),
    path("stories/<str:slug>/unanswered/ask", views.new_question, name="new_question"),
    path("stories/<str:slug>/unanswered/undo", views.undo_attach, name="undo_attach"),
    path("stories/<str:slug>/unanswered.csv", views.unanswered_csv, name="unanswered_csv"),
]
