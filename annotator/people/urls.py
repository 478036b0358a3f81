"""The addresses of one's own account and of invitations, and what allauth has no view for."""

from django.urls import path

from annotator.people.account import views as account_views
from annotator.people.invitations import views as invitations_views
from annotator.people.organisation.views import go_to_organisation
from annotator.people.signing_in import views

app_name = "people"
urlpatterns = [
    path("", account_views.account, name="account"),
    path("tokens/new", account_views.make_token, name="make_token"),
    path("tokens/revoke", account_views.revoke_token, name="revoke_token"),
    path("sessions/end", account_views.end_session, name="end_session"),
    path("sessions/end-others", account_views.end_other_sessions, name="end_other_sessions"),
    path("sign-in-again/", views.sign_in_again, name="sign_in_again"),
    path("signed-in/", views.signed_in, name="signed_in"),
    path("organisation/go/<slug:provider>/", go_to_organisation, name="go_to_organisation"),
    path("invitation/<str:token>/", invitations_views.invitation, name="invitation"),
]
