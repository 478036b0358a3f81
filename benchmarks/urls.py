"""Every address of the desk, and the floor beneath it."""

from django.urls import include, path

from benchmarks import floor

urlpatterns = [
    path("", include("annotator.urls")),
    path("floor/<int:pk>/read", floor.read),
    path("floor/<int:pk>/write", floor.write),
]
