from django.apps import AppConfig
from django.conf import settings

from annotator.navigation import DeskApp, StoryTab

_MANAGERS = ("manager",)
_SETTLERS = ("manager", "adjudicator")


class DeskConfig(DeskApp, AppConfig):
    name = "annotator.desk"
    ways = {
        "home": "desk:home",
        "my_articles": "desk:my_articles",
        "stories": "desk:stories",
        "tasks": "desk:tasks",
        "story": "desk:story",
        "edit_story": "desk:edit_story",
        "differences": "desk:differences",
        "who_is_here": "desk:who_is_here",
        "revise": "desk:revise",
        "reading_progress": "desk:progress_articles",
        "original": "desk:original",
    }
    story_tabs = (
        StoryTab("articles", "Articles", "desk:story", 10),
        StoryTab("assignments", "Assignments", "desk:assignments", 20, _MANAGERS),
        StoryTab("progress", "Progress", "desk:progress", 30, _SETTLERS),
        StoryTab("differences", "Differences", "desk:differences", 40, _SETTLERS),
        StoryTab("members", "Members", "desk:members", 70, _MANAGERS),
        StoryTab("import", "Import", "desk:import_articles", 80, _MANAGERS),
        StoryTab("tasks", "Tasks", "desk:story_tasks", 100, _MANAGERS),
    )

    def ready(self) -> None:
        """Add to the page of one's account what the desk keeps of one, and let workers look at
        feeds, where the desk asks other servers."""
        from annotator.desk.own_account.page import leaving_section, stored_section
        from annotator.people.account.sections import add_section

        add_section(stored_section)
        add_section(leaving_section)
        if settings.FETCH_ADDRESSES:
            from annotator.background.watching import watch
            from annotator.desk.arrivals.tasks import LOOKING, feeds_are_due, look_at_feeds

            watch(look_at_feeds, LOOKING, feeds_are_due)
