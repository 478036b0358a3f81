from django.urls import path

from annotator.comparison.row import not_applying_views, views

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
    path(
        "stories/<str:slug>/does-not-apply/",
        not_applying_views.not_applying,
        name="not_applying",
    ),
    path("stories/<str:slug>/does-not-apply/rule", not_applying_views.bar, name="bar"),
    path("stories/<str:slug>/does-not-apply/<int:pk>/undo", not_applying_views.unbar, name="unbar"),
]
