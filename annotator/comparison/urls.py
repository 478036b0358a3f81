from django.urls import path

from annotator.comparison import brief, names, place_rows, stance, stance_network, voices

app_name = "comparison"
urlpatterns = [
    path("stories/<str:slug>/brief/", brief.brief, name="brief"),
    path("stories/<str:slug>/found/", brief.found, name="found"),
    path("stories/<str:slug>/names/", names.names, name="names"),
    path("stories/<str:slug>/names/link", names.link_names, name="link_names"),
    path("stories/<str:slug>/names/undo/<str:act>", names.undo_link, name="undo_link"),
    path("stories/<str:slug>/names.csv", place_rows.names_csv, name="names_csv"),
    path("stories/<str:slug>/stance/", stance.stance, name="stance"),
    path("stories/<str:slug>/stance/passages/", stance.stance_passages, name="stance_passages"),
    path("stories/<str:slug>/stance/network/", stance_network.network, name="network"),
    path("stories/<str:slug>/stance.graphml", stance_network.stance_graphml, name="stance_graphml"),
    path("stories/<str:slug>/stance.csv", place_rows.stance_csv, name="stance_csv"),
    path("stories/<str:slug>/voices/", voices.voices, name="voices"),
    path("stories/<str:slug>/voices/shared/", voices.shared, name="shared"),
]
