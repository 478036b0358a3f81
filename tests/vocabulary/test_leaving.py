"""What leaves the admin is the table as it was at one moment, whatever is written meanwhile."""

import csv
import io
import threading

import pytest
from django.contrib import admin
from django.db import connection
from django.urls import reverse

from annotator.trust.models import TrustLine
from annotator.vocabulary.models import Entity, Label, Question
from annotator.vocabulary.tables import EntityTable, VocabularyTable


def elsewhere(act) -> None:
    """Do it in another connection, and wait until it is done."""
    done = []

    def run():
        try:
            act()
            done.append(True)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert done


def slugs_exported(client) -> list[str]:
    sent = client.get(reverse("admin:vocabulary_entity_export")).content.decode("utf-8-sig")
    return [row["slug"] for row in csv.DictReader(io.StringIO(sent))]


@pytest.mark.django_db(transaction=True)
def test_what_is_added_meanwhile_shifts_no_row(django_user_model, as_user, monkeypatch):
    root = as_user(
        django_user_model.objects.create_superuser("root", "root@example.org", "correct-horse")
    )
    Entity.objects.bulk_create(Entity(slug=f"e{n:03}", name=f"Name {n}") for n in range(150))
    written = []

    def write(self, instance, **kwargs):
        if not written:
            written.append(True)
            elsewhere(lambda: Entity.objects.create(slug="a-first", name="First"))
        return super(VocabularyTable, self).export_resource(instance, **kwargs)

    monkeypatch.setattr(EntityTable, "export_resource", write)
    assert slugs_exported(root) == [f"e{n:03}" for n in range(150)]
    assert not connection.in_atomic_block
    assert slugs_exported(root)[0] == "a-first"


def test_these_are_the_ways_out_of_the_admin():
    """A new one has to read one state too, and be told here: the log's is tried with the log."""
    ways = {
        model
        for model, page in admin.site._registry.items()
        if any("export" in (one.name or "") for one in page.get_urls())
        or any("export" in getattr(run, "__name__", str(run)) for run in page.actions or ())
    }
    assert ways == {Entity, Label, Question, TrustLine}
