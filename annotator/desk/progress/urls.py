from django.urls import path

from annotator.desk.progress import views

urlpatterns = [
    path("stories/<str:slug>/progress/", views.people, name="progress"),
    path("stories/<str:slug>/progress/articles/", views.articles, name="progress_articles"),
    path("articles/<int:pk>/close-reading/", views.close_reading, name="close_reading"),
    path("articles/<int:pk>/open-reading/", views.open_reading, name="open_reading"),
]
