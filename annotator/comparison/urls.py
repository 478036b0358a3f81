from django.urls import path

from annotator.comparison import brief, names, voices

app_name = "comparison"
urlpatterns = [
    path("stories/<str:slug>/brief/", brief.brief, name="brief"),
    path("stories/<str:slug>/found/", brief.found, name="found"),
    path("stories/<str:slug>/names/", names.names, name="names"),
    path("stories/<str:slug>/names/link", names.link_names, name="link_names"),
    path("stories/<str:slug>/names/undo/<str:act>", names.undo_link, name="undo_link"),
    path("stories/<str:slug>/voices/", voices.voices, name="voices"),
    path("stories/<str:slug>/voices/shared/", voices.shared, name="shared"),
]
