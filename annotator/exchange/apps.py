from django.apps import AppConfig

from annotator.navigation import DeskApp, StoryTab


class ExchangeConfig(DeskApp, AppConfig):
    name = "annotator.exchange"
    story_tabs = (StoryTab("export", "Export", "exchange:export", 90),)
