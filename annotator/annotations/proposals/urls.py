from django.urls import path

from annotator.annotations.proposals import views

urlpatterns = [path("articles/<int:pk>/proposals", views.proposals, name="proposals")]
