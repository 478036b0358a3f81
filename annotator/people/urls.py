"""The addresses of signing in and out, of one's own account and password, and of invitations."""

from django.urls import path

from annotator.people import views
from annotator.people.account import views as account_views
from annotator.people.invitations import views as invitations_views

app_name = "people"
urlpatterns = [
    path("", account_views.account, name="account"),
    path("tokens/new", account_views.make_token, name="make_token"),
    path("tokens/revoke", account_views.revoke_token, name="revoke_token"),
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-in-again/", views.sign_in_again, name="sign_in_again"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("password/", views.ChangePassword.as_view(), name="password_change"),
    path("password/changed/", views.PasswordChanged.as_view(), name="password_change_done"),
    path("password/forgotten/", views.ForgottenPassword.as_view(), name="password_reset"),
    path("password/forgotten/sent/", views.ResetSent.as_view(), name="password_reset_done"),
    path(
        "password/new/<uidb64>/<token>/",
        views.NewPassword.as_view(),
        name="password_reset_confirm",
    ),
    path("invitation/<str:token>/", invitations_views.invitation, name="invitation"),
    path("password/new/set/", views.NewPasswordSet.as_view(), name="password_reset_complete"),
]
