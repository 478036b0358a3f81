from django.urls import path

from annotator.annotations.regions import views

urlpatterns = [
    path("articles/<int:pk>/regions", views.say_region, name="say_region"),
    path("articles/<int:pk>/regions/<int:change>", views.decide_region, name="decide_region"),
    path("stories/<str:slug>/regions/", views.regions, name="regions"),
]
