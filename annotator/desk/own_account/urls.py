"""The addresses of what is stored of oneself, and of leaving."""

from django.urls import path

from annotator.desk.own_account import views

urlpatterns = [
    path("accounts/stored.json", views.stored, name="stored"),
    path("accounts/leave", views.leave, name="leave"),
]
