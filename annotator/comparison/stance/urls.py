from django.urls import path

from annotator.comparison.stance import network_views, views

urlpatterns = [
    path("stories/<str:slug>/stance/", views.stance, name="stance"),
    path("stories/<str:slug>/stance/passages/", views.stance_passages, name="stance_passages"),
    path("stories/<str:slug>/stance/network/", network_views.network, name="network"),
    path("stories/<str:slug>/stance.graphml", network_views.stance_graphml, name="stance_graphml"),
]
