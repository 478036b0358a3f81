"""The desk's addresses. A slug may hold letters of any script, hence `str`."""

from django.urls import path

from annotator.desk import assignments, importing, members, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("stories/", views.stories, name="stories"),
    path("new-story/", views.new_story, name="new_story"),
    path("stories/<str:slug>/", views.story, name="story"),
    path("stories/<str:slug>/edit/", views.edit_story, name="edit_story"),
    path("stories/<str:slug>/import/", importing.import_articles, name="import_articles"),
    path("stories/<str:slug>/members/", members.members, name="members"),
    path("members/<int:pk>/roles/", members.change_roles, name="change_roles"),
    path("members/<int:pk>/remove/", members.remove, name="remove_member"),
    path("stories/<str:slug>/assignments/", assignments.assignments, name="assignments"),
    path("assignments/<int:pk>/withdraw/", assignments.withdraw, name="withdraw"),
]
