from django.urls import path

from annotator.comparison.brief import views

urlpatterns = [
    path("stories/<str:slug>/brief/", views.brief, name="brief"),
    path("stories/<str:slug>/brief/whole/", views.brief_whole, name="brief_whole"),
]
