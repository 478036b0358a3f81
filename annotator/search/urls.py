from django.urls import path

from annotator.search import views
from annotator.search.saved import saved_views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/save/", saved_views.save, name="save"),
    path("search/rename/", saved_views.rename, name="rename"),
    path("search/delete/", saved_views.delete, name="delete"),
    path("search/restore/", saved_views.restore, name="restore"),
    path("search/seen/", saved_views.seen, name="seen"),
]
