from django.urls import path

from annotator.annotations.suggestions import views

urlpatterns = [
    path("articles/<int:pk>/suggestions", views.suggestions, name="suggestions"),
    path("articles/<int:pk>/dismissals", views.dismissals, name="dismissals"),
]
