from django.urls import path

from annotator.comparison.editions import public_views, publishing_views, views

ONE = "stories/<str:slug>/editions/<int:number>"

urlpatterns = [
    path("stories/<str:slug>/editions/", views.editions, name="editions"),
    path(
        "stories/<str:slug>/editions/publish/",
        publishing_views.publish_edition,
        name="publish_edition",
    ),
    path(f"{ONE}/", views.edition, name="edition"),
    path(f"{ONE}/edition.json", views.edition_json, name="edition_json"),
    path(f"{ONE}/changes/", views.edition_changes, name="edition_changes"),
    path(f"{ONE}/link", publishing_views.set_link, name="set_edition_link"),
    path(f"{ONE}/withdraw", publishing_views.withdraw_edition, name="withdraw_edition"),
    path(f"{ONE}/restore", publishing_views.restore_edition, name="restore_edition"),
    path("e/<str:token>/", public_views.public_edition, name="public_edition"),
    path(
        "e/<str:token>/edition.json", public_views.public_edition_json, name="public_edition_json"
    ),
]
