"""Every address of a story's webhooks."""

from django.urls import path

from annotator.webhooks import delivery_views, views

app_name = "webhooks"
OF_STORY = "stories/<str:slug>/webhooks/"
OF_ONE = f"{OF_STORY}<int:pk>/"
urlpatterns = [
    path(OF_STORY, views.webhooks, name="webhooks"),
    path(OF_ONE, views.webhook, name="webhook"),
    path(f"{OF_ONE}secret", views.renew_secret, name="renew_secret"),
    path(f"{OF_ONE}switch", views.switch, name="switch"),
    path(f"{OF_ONE}test", views.send_test, name="send_test"),
    path(f"{OF_ONE}remove", views.remove, name="remove"),
    path(f"{OF_ONE}restore", views.restore, name="restore"),
    path(f"{OF_ONE}messages/<int:delivery>/", delivery_views.delivery, name="delivery"),
    path(f"{OF_ONE}messages/<int:delivery>/again", delivery_views.send_again, name="send_again"),
]
