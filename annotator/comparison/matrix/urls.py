from django.urls import path

from annotator.annotations.visibility.portions import address_of
from annotator.comparison.matrix import panel_views, views
from annotator.comparison.matrix.tables import CONFLICTS

urlpatterns = [
    path("stories/<str:slug>/conflicts/", views.conflicts, name="conflicts"),
    path("stories/<str:slug>/conflicts/seen", views.seen, name="conflicts_seen"),
    address_of(CONFLICTS),
    path("stories/<str:slug>/found/", panel_views.findings, name="found"),
]
