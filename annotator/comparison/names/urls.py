from django.urls import path

from annotator.comparison import place_rows
from annotator.comparison.names import entity_views, views

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
    path("stories/<str:slug>/names.csv", place_rows.names_csv, name="names_csv"),
    path("stories/<str:slug>/stance.csv", place_rows.stance_csv, name="stance_csv"),
]
