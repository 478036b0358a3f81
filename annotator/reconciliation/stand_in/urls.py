from django.urls import path

from annotator.reconciliation.stand_in import views

urlpatterns = [
    path("stories/<str:slug>/machines/<int:pk>/stand-in", views.stand_in, name="machine_stand_in"),
    path(
        "stories/<str:slug>/machines/<int:pk>/stand-in/passages", views.passages,
        name="machine_passages",
    ),
]  # fmt: skip
