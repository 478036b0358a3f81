from django.urls import path

from annotator.desk.tasks import views

urlpatterns = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/failed", views.failed_tasks, name="failed_tasks"),
    path("stories/<str:slug>/tasks/", views.story_tasks, name="story_tasks"),
    path("tasks/<uuid:task>/stop", views.stop, name="stop_task"),
    path("tasks/<uuid:task>/again", views.try_again, name="try_task_again"),
]
