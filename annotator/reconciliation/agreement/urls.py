from django.urls import path

from annotator.reconciliation.agreement import views

urlpatterns = [
    path("stories/<str:slug>/agreement/", views.agreement, name="agreement"),
    path("stories/<str:slug>/agreement/passages/", views.passages, name="passages"),
]
