"""The command `manage.py load_vocabulary`, which makes the labels that a new desk begins with."""

from typing import Any

from django.core.management.base import BaseCommand

from annotator.vocabulary.actions import load_default_labels


class Command(BaseCommand):
    help = "Make the default labels. Those that are there already are left as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        made, kept = load_default_labels()
        self.stdout.write(f"{made} labels made, {kept} left as they were.")
