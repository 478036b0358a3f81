from django.urls import path

from annotator.reconciliation.feedback import views

urlpatterns = [
    path("articles/<int:pk>/reviewed/", views.reviewed, name="reviewed"),
    path("articles/<int:pk>/reply/", views.reply, name="reply"),
]
