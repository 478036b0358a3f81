from django.urls import path

from annotator.desk.stories import foreign_views, import_views, views

urlpatterns = [
    path("stories/", views.stories, name="stories"),
    path("new-story/", views.new_story, name="new_story"),
    path("stories/<str:slug>/", views.story, name="story"),
    path("stories/<str:slug>/edit/", views.edit_story, name="edit_story"),
    path("stories/<str:slug>/import/", import_views.import_articles, name="import_articles"),
    path(
        "stories/<str:slug>/import/annotations/",
        foreign_views.import_annotations,
        name="import_annotations",
    ),
]
