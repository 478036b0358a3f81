from django.urls import path

from annotator.annotations.visibility.portions import address_of
from annotator.comparison.leads import confirm_views, views
from annotator.comparison.leads.intake import lead_import_views
from annotator.comparison.leads.tables import LEADS

urlpatterns = [
    path("stories/<str:slug>/leads/", views.leads, name="leads"),
    path("stories/<str:slug>/leads/import/", lead_import_views.import_leads, name="import_leads"),
    path(
        "stories/<str:slug>/leads/imports/<int:pk>/take-back",
        lead_import_views.take_back_leads,
        name="take_back_leads",
    ),
    path(
        "stories/<str:slug>/leads/imports/<int:pk>/put-back",
        lead_import_views.put_back_leads,
        name="put_back_leads",
    ),
    path("stories/<str:slug>/leads/settled/", confirm_views.confirm_leads, name="confirm_leads"),
    path(
        "stories/<str:slug>/leads/settled/confirm",
        confirm_views.confirm_these,
        name="confirm_these_leads",
    ),
    path(
        "stories/<str:slug>/leads/settled/<int:pk>/undo",
        confirm_views.undo_confirm,
        name="undo_confirm_leads",
    ),
    path("stories/<str:slug>/leads/<int:pk>/", views.lead, name="lead"),
    path("stories/<str:slug>/leads/<int:pk>/judge", views.judge_lead, name="judge_lead"),
    path("stories/<str:slug>/leads/<int:pk>/undo", views.undo_lead, name="undo_lead"),
    address_of(LEADS),
]
