from django.urls import path

from annotator.desk.members import invitation_views, views

urlpatterns = [
    path("stories/<str:slug>/members/", views.members, name="members"),
    path("members/<int:pk>/roles/", views.change_roles, name="change_roles"),
    path("members/<int:pk>/remove/", views.remove, name="remove_member"),
    path("stories/<str:slug>/invitations/", invitation_views.invite, name="invite"),
    path("invitations/<int:pk>/send/", invitation_views.send_again, name="send_invitation"),
    path("invitations/<int:pk>/revoke/", invitation_views.revoke, name="revoke_invitation"),
]
