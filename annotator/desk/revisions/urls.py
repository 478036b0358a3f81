from django.urls import path

from annotator.desk.revisions import views

urlpatterns = [path("articles/<int:pk>/revise/", views.revise, name="revise")]
