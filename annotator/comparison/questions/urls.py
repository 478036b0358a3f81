from django.urls import path

from annotator.comparison.questions import settings_views, sorting_views, views

urlpatterns = [
    path("stories/<str:slug>/questions/", views.questions, name="questions"),
    path("stories/<str:slug>/question/", views.question, name="question"),
    path("stories/<str:slug>/question/reword", views.reword, name="reword"),
    path("stories/<str:slug>/question/merge", views.merge, name="merge"),
    path("stories/<str:slug>/question/split", views.split, name="split"),
    path(
        "stories/<str:slug>/questions/<int:pk>/settings/",
        settings_views.question_settings,
        name="question_settings",
    ),
    path(
        "stories/<str:slug>/questions/<int:pk>/settings/set",
        settings_views.set_settings,
        name="set_settings",
    ),
    path("stories/<str:slug>/questions/<int:pk>/answers/", sorting_views.sorting, name="sorting"),
    path("stories/<str:slug>/questions/<int:pk>/answers/sort", sorting_views.sort, name="sort"),
]
