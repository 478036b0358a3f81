from django.urls import path

from annotator.comparison.row import views

urlpatterns = [
    path("stories/<str:slug>/conflicts/<int:pk>/", views.passages, name="passages"),
    path("stories/<str:slug>/conflicts/<int:pk>/rule", views.rule, name="rule"),
    path(
        "stories/<str:slug>/conflicts/<int:pk>/articles/<int:article>/rule",
        views.rule_cell,
        name="rule_cell",
    ),
    path(
        "stories/<str:slug>/conflicts/rulings/<int:pk>/undo",
        views.undo,
        name="undo_ruling",
    ),
]
