from django.urls import path

from annotator.comparison.matrix import brief_views, views

urlpatterns = [
    path("stories/<str:slug>/conflicts/", views.conflicts, name="conflicts"),
    path("stories/<str:slug>/conflicts.csv", views.download, name="conflicts_csv"),
    path("stories/<str:slug>/brief/", brief_views.brief, name="brief"),
    path("stories/<str:slug>/found/", brief_views.found, name="found"),
]
