from django.urls import path

from annotator.comparison import names

app_name = "comparison"
urlpatterns = [
    path("stories/<str:slug>/names/", names.names, name="names"),
    path("stories/<str:slug>/names/link", names.link_names, name="link_names"),
    path("stories/<str:slug>/names/undo/<str:act>", names.undo_link, name="undo_link"),
]
