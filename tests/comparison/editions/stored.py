"""An edition of few words, stored beneath the action, for tests of doors and pages."""

import json

from django.utils import timezone

from annotator.comparison.models import Edition, EditionLink
from annotator.people.models import User
from articles.models import Story

PUBLISHED = "the-token-of-an-edition-that-was-published-"
"""The token of its public link, of as many characters as each has."""


def stored_edition(story: Story, by: User) -> Edition:
    """Edition 1 of the story, that quotes nothing; PUBLISHED leads to it."""
    now = timezone.now()
    counts = {"articles": 0, "sources": 0, "finished": 0}
    document = {
        "schema": "annotator-edition", "schema_version": 1, "software": "Annotator 0.0.0",
        "desk": "desk.example.org", "address": "https://desk.example.org/",
        "story": {"slug": story.slug, "title": story.title}, "edition": 1, "title": "In few words",
        "note": "", "published_by": "", "published_at": "2022-02-24T09:30:00Z",
        "as_of": {"at": "2022-02-24T09:30:00Z", **counts}, "left_out": 0, "rows": [],
        "articles": [],
    }  # fmt: skip
    edition = Edition.objects.create(
        story=story, number=1, title="In few words", published_at=now, published_by=by, rows=1,
        left_out=0, document=json.dumps(document), sha256="0" * 64,
    )  # fmt: skip
    EditionLink.objects.create(edition=edition, token=PUBLISHED, made_at=now, made_by=by)
    return edition
