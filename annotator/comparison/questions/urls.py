from django.urls import path

from annotator.comparison.questions import views

urlpatterns = [
    path("stories/<str:slug>/questions/", views.questions, name="questions"),
    path("stories/<str:slug>/question/", views.question, name="question"),
    path("stories/<str:slug>/question/reword", views.reword, name="reword"),
    path("stories/<str:slug>/question/merge", views.merge, name="merge"),
    path("stories/<str:slug>/question/split", views.split, name="split"),
]
