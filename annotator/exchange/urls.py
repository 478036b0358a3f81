from django.urls import path

from annotator.exchange import views

app_name = "exchange"
urlpatterns = [
    path("stories/<str:slug>/export/", views.export, name="export"),
    path("stories/<str:slug>/labels.csv", views.labels, name="labels"),
    path("stories/<str:slug>/article_labels.csv", views.article_labels, name="article_labels"),
    path("stories/<str:slug>/readings.csv", views.readings, name="readings"),
    path("stories/<str:slug>/decisions.csv", views.decisions, name="decisions"),
    path("stories/<str:slug>/diagnosis.csv", views.diagnosis, name="diagnosis"),
    path("stories/<str:slug>/agreement.csv", views.agreement, name="agreement"),
]
