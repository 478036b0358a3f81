from django.urls import path

from annotator.exchange.methods import views

urlpatterns = [
    path("stories/<str:slug>/methods/", views.methods, name="methods"),
    path("stories/<str:slug>/methods.md", views.methods_markdown, name="methods_markdown"),
    path("stories/<str:slug>/methods.tex", views.methods_latex, name="methods_latex"),
]
