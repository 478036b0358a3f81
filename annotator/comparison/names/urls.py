from django.urls import path

from annotator.annotations.visibility.portions import address_of
from annotator.comparison.names import entity_views, views
from annotator.comparison.names.tables import NAMES

urlpatterns = [
    path("stories/<str:slug>/names/", views.names, name="names"),
    path("stories/<str:slug>/names/link", views.link_names, name="link_names"),
    path("stories/<str:slug>/names/undo/<str:act>", views.undo_link, name="undo_link"),
    path("stories/<str:slug>/name/", entity_views.name, name="name"),
    path("stories/<str:slug>/name/merge", entity_views.merge_names, name="merge_names"),
    path("stories/<str:slug>/name/split", entity_views.split_name, name="split_name"),
    path(
        "stories/<str:slug>/curations/<int:pk>/undo",
        entity_views.undo_curation,
        name="undo_curation",
    ),
    address_of(NAMES),
]
