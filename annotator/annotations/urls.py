"""The workbench's addresses."""

from django.urls import path

from annotator.annotations import (
    offline,
    past_views,
    reading_acts,
    suggesting_views,
    views,
    whole_views,
)

app_name = "annotations"
urlpatterns = [
    path("service-worker.js", offline.service_worker, name="service_worker"),
    path("articles/<int:pk>/", views.workbench, name="workbench"),
    path("articles/<int:pk>/changes", views.change, name="changes"),
    path("articles/<int:pk>/whole/changes", whole_views.change, name="whole_changes"),
    path("articles/<int:pk>/read-off", views.read_off, name="read_off"),
    path("articles/<int:pk>/entities", views.entities, name="entities"),
    path("articles/<int:pk>/suggestions", suggesting_views.suggestions, name="suggestions"),
    path("articles/<int:pk>/dismissals", suggesting_views.dismissals, name="dismissals"),
    path("articles/<int:pk>/my-history", past_views.my_history, name="my_history"),
    path("articles/<int:pk>/submit", views.submit, name="submit"),
    path("articles/<int:pk>/reopen", views.reopen, name="reopen"),
    path("articles/<int:pk>/hand-back", reading_acts.hand_back, name="hand_back"),
    path("stories/<str:slug>/take", reading_acts.take, name="take"),
]
