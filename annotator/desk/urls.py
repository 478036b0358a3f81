"""The desk's addresses. A slug may hold letters of any script, hence `str`."""

from django.urls import path

from annotator.desk import (
    assignments,
    differences,
    flags,
    given,
    importing,
    invitations,
    members,
    overview,
    spreading,
    views,
)

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
    path("stories/<str:slug>/invitations/", invitations.invite, name="invite"),
    path("invitations/<int:pk>/send/", invitations.send_again, name="send_invitation"),
    path("invitations/<int:pk>/revoke/", invitations.revoke, name="revoke_invitation"),
    path("stories/<str:slug>/progress/", overview.people, name="progress"),
    path("stories/<str:slug>/progress/articles/", overview.articles, name="progress_articles"),
    path("articles/<int:pk>/close-reading/", overview.close_reading, name="close_reading"),
    path("articles/<int:pk>/open-reading/", overview.open_reading, name="open_reading"),
    path("stories/<str:slug>/differences/", differences.differences, name="differences"),
    path("stories/<str:slug>/flags/", flags.flags, name="flags"),
    path("stories/<str:slug>/assignments/", assignments.assignments, name="assignments"),
    path("stories/<str:slug>/assignments/given/", given.given, name="given"),
    path("stories/<str:slug>/assignments/date/", given.date_them, name="date_assignments"),
    path("stories/<str:slug>/assignments/reassign/", given.reassign, name="reassign"),
    path("stories/<str:slug>/assignments/spread/", spreading.spread, name="spread"),
    path("stories/<str:slug>/assignments/take-back/", spreading.take_back, name="undo_spread"),
    path("assignments/<int:pk>/withdraw/", assignments.withdraw, name="withdraw"),
]
