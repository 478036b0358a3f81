from django.apps import AppConfig
from django.db.models.signals import post_save

from annotator.navigation import DeskApp


class PeopleConfig(DeskApp, AppConfig):
    name = "annotator.people"
    ways = {
        "account": "people:account",
        "credentials": "account_change_password",
        "sign_in": "account_login",
        "sign_out": "account_logout",
    }

    def ready(self) -> None:
        """Ask to be told of what happens at the door, and tell the trust log."""
        from allauth.account.signals import (
            authentication_step_completed,
            password_changed,
            password_reset,
            password_set,
            user_logged_in,
        )
        from allauth.mfa.signals import authenticator_added
        from django.contrib.auth.signals import user_logged_in as signed_in

        from annotator.people import trust_notes
        from annotator.people.account.sessions import end_after_new_password, renew_key
        from annotator.people.invitations import vouching
        from annotator.people.organisation import group_roles
        from annotator.people.sessions import note_sign_in
        from annotator.people.signing_in import addresses, factors, heard, signals

        super().ready()
        post_save.connect(addresses.follow_address, sender="people.User")
        authenticator_added.connect(factors.note_added_factor)
        signed_in.connect(note_sign_in)
        authentication_step_completed.connect(renew_key)
        user_logged_in.connect(group_roles.on_signed_in)
        signals.password_closed.connect(heard.tell_of_attempts)
        signals.password_closed.connect(trust_notes.password_closed)
        for opened in (user_logged_in, password_reset):
            opened.connect(heard.let_in)
        for changed in (password_changed, password_set, password_reset):
            changed.connect(end_after_new_password)
        trust_notes.connect()
        vouching.connect()
