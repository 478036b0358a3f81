"""Every address of the desk. A slug may hold letters of any script, hence `str`."""

from django.urls import include, path

app_name = "desk"
urlpatterns = [
    path("", include("annotator.desk.home.urls")),
    path("", include("annotator.desk.stories.urls")),
    path("", include("annotator.desk.members.urls")),
    path("", include("annotator.desk.progress.urls")),
    path("", include("annotator.desk.queue.urls")),
    path("", include("annotator.desk.assignments.urls")),
    path("", include("annotator.desk.tasks.urls")),
    path("", include("annotator.desk.revisions.urls")),
    path("", include("annotator.desk.originals.urls")),
    path("", include("annotator.desk.arrivals.urls")),
    path("", include("annotator.desk.own_account.urls")),
]
