from django.urls import path

from annotator.desk.queue import flag_views, views

urlpatterns = [
    path("stories/<str:slug>/differences/", views.differences, name="differences"),
    path("stories/<str:slug>/differences/here", views.who_is_here, name="who_is_here"),
    path("stories/<str:slug>/flags/", flag_views.flags, name="flags"),
]
