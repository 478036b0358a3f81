"""Every address of a story's machine readers and of their runs."""

from django.urls import path

from annotator.machines.readers import change_views, views
from annotator.machines.runs import views as run_views

app_name = "machines"
OF_STORY = "stories/<str:slug>/machines/"
OF_ONE = f"{OF_STORY}<int:pk>/"
OF_RUN = f"{OF_ONE}runs/<int:run>/"
urlpatterns = [
    path(OF_STORY, views.machines, name="machines"),
    path(f"{OF_STORY}new", change_views.new_machine, name="new_machine"),
    path(f"{OF_STORY}add", change_views.add_machine, name="add_machine"),
    path(OF_ONE, views.machine, name="machine"),
    path(f"{OF_ONE}settings", change_views.change_settings, name="change_settings"),
    path(f"{OF_ONE}counts", change_views.counts, name="counts"),
    path(f"{OF_ONE}take-off", change_views.take_off, name="take_off"),
    path(f"{OF_ONE}put-back", change_views.put_back, name="put_back"),
    path(f"{OF_ONE}read", run_views.ask_run, name="ask_run"),
    path(f"{OF_ONE}runs/", run_views.runs, name="runs"),
    path(OF_RUN, run_views.run, name="run"),
    path(f"{OF_RUN}stop", run_views.stop, name="stop_run"),
    path(f"{OF_RUN}go-on", run_views.go_on, name="go_on"),
]
