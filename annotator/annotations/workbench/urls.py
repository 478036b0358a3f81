from django.urls import path

from annotator.annotations.workbench import (
    history_views,
    offline_views,
    reading_views,
    views,
)

urlpatterns = [
    path("service-worker.js", offline_views.service_worker, name="service_worker"),
    path("articles/still-there", offline_views.still_there, name="still_there"),
    path("articles/<int:pk>/", views.workbench, name="workbench"),
    path("articles/<int:pk>/further/<int:start>", views.further, name="further"),
    path("articles/<int:pk>/changes", views.change, name="changes"),
    path("articles/<int:pk>/whole/changes", views.whole_change, name="whole_changes"),
    path("articles/<int:pk>/read-off", views.read_off, name="read_off"),
    path("articles/<int:pk>/entities", views.entities, name="entities"),
    path("articles/<int:pk>/my-history", history_views.my_history, name="my_history"),
    path("articles/<int:pk>/submit", views.submit, name="submit"),
    path("articles/<int:pk>/reopen", views.reopen, name="reopen"),
    path("articles/<int:pk>/hand-back", reading_views.hand_back, name="hand_back"),
    path("stories/<str:slug>/take", reading_views.take, name="take"),
]
