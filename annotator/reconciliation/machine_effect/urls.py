from django.urls import path

from annotator.reconciliation.machine_effect import views

urlpatterns = [
    path("stories/<str:slug>/machines/<int:pk>/effect", views.effect, name="machine_effect"),
]
