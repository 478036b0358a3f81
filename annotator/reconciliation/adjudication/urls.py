from django.urls import path

from annotator.reconciliation.adjudication import document_label_views, views

urlpatterns = [
    path("articles/<int:pk>/differences/", views.settle, name="settle"),
    path("articles/<int:pk>/differences/decide", views.decide, name="decide"),
    path("articles/<int:pk>/differences/<int:decision>/undo", views.undo, name="undo"),
    path("articles/<int:pk>/differences/edit", views.edit, name="edit"),
    path("articles/<int:pk>/differences/comment", views.comment, name="comment"),
    path("articles/<int:pk>/differences/alike", views.auto_adjudicate, name="alike"),
    path(
        "articles/<int:pk>/differences/acts/<int:act>/undo",
        views.undo_act,
        name="undo_act",
    ),
    path("articles/<int:pk>/differences/finish", views.finish, name="finish"),
    path("articles/<int:pk>/differences/reopen", views.reopen, name="reopen"),
    path("articles/<int:pk>/differences/whole", document_label_views.settle, name="settle_whole"),
    path("assignments/<int:pk>/send-back", views.send_back, name="send_back"),
]
