from django.urls import path

from annotator.desk.originals import views

urlpatterns = [
    path("articles/<int:pk>/original/", views.original, name="original"),
    path("articles/<int:pk>/original/file", views.original_file, name="original_file"),
    path("articles/<int:pk>/original/facts.json", views.original_facts, name="original_facts"),
]
