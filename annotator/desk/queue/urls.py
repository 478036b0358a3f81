from django.urls import path

from annotator.desk.queue import flag_views, presence_views, views

urlpatterns = [
    path("articles/<int:pk>/differences/here", presence_views.who_is_here, name="who_is_here"),
    path("differences/here", presence_views.who_settles_mine, name="who_settles_mine"),
    path("stories/<str:slug>/differences/", views.differences, name="differences"),
    path("stories/<str:slug>/differences/here", presence_views.who_is_where, name="who_is_where"),
    path("stories/<str:slug>/flags/", flag_views.flags, name="flags"),
]
