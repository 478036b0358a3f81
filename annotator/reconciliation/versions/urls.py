from django.urls import path

from annotator.reconciliation.versions import views

urlpatterns = [
    path("articles/<int:pk>/versions/", views.versions, name="versions"),
    path("articles/<int:pk>/versions/<int:number>/", views.version, name="version"),
    path("articles/<int:pk>/versions/undo", views.undo, name="undo_revision"),
    path("articles/<int:pk>/corrected/", views.corrected, name="corrected"),
    path("articles/<int:pk>/corrected/<int:placement>/keep", views.keep, name="keep"),
    path("articles/<int:pk>/corrected/<int:placement>/drop", views.drop, name="drop"),
    path(
        "articles/<int:pk>/corrected/<int:placement>/reconsider",
        views.reconsider,
        name="reconsider",
    ),
]
