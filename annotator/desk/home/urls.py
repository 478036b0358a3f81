from django.urls import path

from annotator.desk.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("my-articles/", views.my_articles, name="my_articles"),
    path("articles/<int:pk>/new/", views.open_notice, name="open_notice"),
    path("new/seen/", views.see_notices, name="see_notices"),
]
