from django.apps import AppConfig

from annotator.navigation import DeskApp


class PeopleConfig(DeskApp, AppConfig):
    name = "annotator.people"
    ways = {
        "account": "people:account",
        "credentials": "people:password_change",
        "sign_out": "people:sign_out",
    }
