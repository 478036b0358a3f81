from django.urls import path

from annotator.annotations.visibility.portions import address_of
from annotator.comparison.stance import network_views, views
from annotator.comparison.stance.tables import STANCE

urlpatterns = [
    path("stories/<str:slug>/stance/", views.stance, name="stance"),
    path("stories/<str:slug>/stance/passages/", views.stance_passages, name="stance_passages"),
    path("stories/<str:slug>/stance/network/", network_views.network, name="network"),
    path("stories/<str:slug>/stance.graphml", network_views.stance_graphml, name="stance_graphml"),
    address_of(STANCE),
]
