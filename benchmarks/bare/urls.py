"""The addresses of the second floor."""

from django.urls import path

from benchmarks.bare import views

urlpatterns = [
    path("read/<int:article>", views.read),
    path("insert", views.insert),
    path("insert-signed-in", views.insert_signed_in),
]
