"""What the tests of comparison share: the pages are looked at once the waiting work is done."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from annotator.comparison.models import QuestionRow
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.kept import question_rows
from annotator.comparison.question_rows.notices import note
from annotator.comparison.question_rows.refresh import refresh_rows
from annotator.comparison.shared_wording.losses import refresh_losses
from annotator.people.models import User
from articles.models import Story


def rows_ready() -> int:
    """Take in all that is there, as a worker would; return how many rows were computed.

    Tests make readings and gold beneath the actions, which would have noted them: so all of each
    story is taken to have changed. That the actions do note it is asked in `test_notices.py`.
    """
    done = 0
    for story in Story.objects.all():
        note(story.pk, whole=True)
        done += refresh_rows(story)
        refresh_losses(story)
    return done


READING_ROWS = ("/conflicts", "/brief", "/found", "/predictions", "/voices", "/questions")
"""What stands in the addresses of the pages and tables that read rows."""


class ReadyClient(Client):
    """A browser that looks once a worker has done what waits; its statements are not counted."""

    watch: "Watch"

    def get(self, *args: Any, **kwargs: Any) -> Any:
        if not self.watch.dirty or not any(name in args[0] for name in READING_ROWS):
            return super().get(*args, **kwargs)
        logged, connection.force_debug_cursor = connection.force_debug_cursor, False
        try:
            rows_ready()
        finally:
            connection.force_debug_cursor = logged
        self.watch.dirty = False
        return super().get(*args, **kwargs)


class Watch:
    """Whether anything was written since the work was done: then there is more to do."""

    dirty = True

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        writes = sql.startswith(("INSERT", "UPDATE", "DELETE")) and "session" not in sql
        self.dirty = self.dirty or writes
        return execute(sql, params, many, context)


@pytest.fixture
def as_user():
    """as_user(cy) is a browser in which Cy is signed in, and that looks once all is ready."""
    watch = Watch()

    def sign_in(user: User) -> Client:
        client = ReadyClient()
        client.watch = watch
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    with connection.execute_wrapper(watch):
        yield sign_in


def ready_rows(story: Story, hidden: Hidden = ()) -> list[QuestionRow]:
    """The rows of the story as somebody sees them, once all is ready."""
    rows_ready()
    return question_rows(story, hidden)
