from django.urls import path

from annotator.desk.assignments import assignment_list_views, distribution_views, views

urlpatterns = [
    path("stories/<str:slug>/assignments/", views.assignments, name="assignments"),
    path(
        "stories/<str:slug>/assignments/given/", assignment_list_views.assignment_list, name="given"
    ),
    path(
        "stories/<str:slug>/assignments/date/",
        assignment_list_views.set_deadlines,
        name="date_assignments",
    ),
    path(
        "stories/<str:slug>/assignments/reassign/", assignment_list_views.reassign, name="reassign"
    ),
    path(
        "stories/<str:slug>/assignments/spread/",
        distribution_views.distribute_articles,
        name="spread",
    ),
    path(
        "stories/<str:slug>/assignments/take-back/",
        distribution_views.take_back,
        name="undo_spread",
    ),
    path("assignments/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
