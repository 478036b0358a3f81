from django.apps import AppConfig

from annotator.navigation import DeskApp


class PeopleConfig(DeskApp, AppConfig):
    name = "annotator.people"
    ways = {
        "account": "people:account",
        "credentials": "people:password_change",
        "sign_out": "people:sign_out",
    }

    def ready(self) -> None:
        from annotator.people import trust_notes

        super().ready()
        trust_notes.connect()
