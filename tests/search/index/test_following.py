"""The index follows what changes, whoever changes it and however; its triggers stay."""

import io
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.annotations.models import Annotation
from annotator.annotations.recording import actions
from annotator.background import watching
from annotator.search.index import feed
from annotator.search.index.documents import MOST_BYTES, in_words
from annotator.search.index.full_text import drop_full_text, has_near_spellings, make_full_text
from annotator.search.index.writing import (
    PORTION,
    changes_waiting,
    index_changes,
    is_behind,
    note_everything,
)
from annotator.search.models import SearchChange, SearchDocument
from annotator.search.tasks import follow_changes
from annotator.vocabulary.models import Alias, Entity, Question
from articles.models import Article, Source
from tests.conftest import TEXT
from tests.search.conftest import indexed
from tests.search.test_finding import found, kinds
from tests.waiting_work import forget_what_waits


def change_the_mark(desk):
    Annotation.everything.filter(pk=desk.secret.pk).update(note="A hedgehog.")
    return "kind:note giraffeneck", "kind:note hedgehog"


def erase_the_mark(desk):
    Annotation.everything.filter(pk=desk.secret.pk).update(erased_at=timezone.now())
    return "zebrastripe", None


def rename_the_entity(desk):
    Entity.objects.filter(pk=desk.omar.pk).update(name="Umar Rida", slug="umar")
    return "kind:name omar", "kind:name umar"


def take_away_an_alias(desk):
    Alias.objects.get().delete()
    Entity.objects.filter(pk=desk.omar.pk).update(name="Umar", slug="umar")
    return "kind:name reza", "kind:name umar"


def merge_the_entity(desk):
    Entity.objects.filter(pk=desk.omar.pk).update(active=False)
    return "kind:name omar", None


def reword_the_question(desk):
    Question.objects.update(wording="What was its volume?", slug="v")
    return "kind:question held", "kind:question volume"


def retitle_the_article(desk):
    Article.objects.filter(pk=desk.article.pk).update(title="A wall gives way")
    return "breaks", "gives"


def move_the_article(desk):
    other, _ = Source.objects.get_or_create(name="Dawn", slug="dawn")
    Article.objects.filter(pk=desk.article.pk).update(source=other)
    return "source:harbour zebrastripe", "source:dawn zebrastripe"


def relabel(desk):
    Annotation.everything.filter(pk=desk.secret.pk).update(label="claim-event")
    return "label:quantity", "label:event zebrastripe"


@pytest.mark.parametrize(
    "change",
    [
        change_the_mark, erase_the_mark, rename_the_entity, take_away_an_alias, merge_the_entity,
        reword_the_question, retitle_the_article, move_the_article, relabel,
    ],
)  # fmt: skip
def test_what_changes_is_found_as_it_is_now(desk, change: Callable):
    before, after = change(desk)
    assert is_behind()
    indexed()
    assert not is_behind()
    assert found(desk.cy, before) == []
    assert after is None or len(found(desk.cy, after)) == 1
    # Written from nothing the index is the same.
    rows = sorted(SearchDocument.objects.values_list("kind", "scope", "head", "body"))
    note_everything()
    indexed()
    assert sorted(SearchDocument.objects.values_list("kind", "scope", "head", "body")) == rows


@pytest.mark.parametrize("change", [erase_the_mark, merge_the_entity])
def test_what_is_gone_is_not_found_even_before_the_index_follows(desk, change):
    before, _ = change(desk)
    assert is_behind()
    assert found(desk.cy, before) == []


def test_storing_a_highlight_notes_one_change_and_asks_nothing(article, ada, labels, reading):
    indexed()
    start = TEXT.index("pipeline")
    actions.highlight(
        article, ada, id="00000000-0000-4000-8000-00000000000a", label="claim-event",
        start=start, end=start + 8, quote="pipeline",
    )  # fmt: skip
    assert list(SearchChange.objects.values_list("kind", flat=True)) == ["annotation"]
    indexed()
    assert kinds(ada, "kind:highlight pipeline") == "annotation"


def test_a_worker_takes_in_a_little_at_once_and_much_by_a_task(desk, work_done):
    forget_what_waits()
    with CaptureQueriesContext(connection) as asked:
        watching.look_after_all()
    assert all(one["sql"].startswith("SELECT") for one in asked), "nothing has changed"
    rename_the_entity(desk)
    watching.look_after_all()
    assert kinds(desk.cy, "umar") == "entity"
    assert work_done() == 0
    Entity.objects.bulk_create(
        Entity(slug=f"e-{number}", name=f"Sparrow {number}") for number in range(PORTION + 5)
    )
    watching.look_after_all()
    assert changes_waiting() == 5
    assert work_done() == 1
    assert changes_waiting() == 0


def test_what_breaks_is_logged_and_rests(desk, monkeypatch, caplog, work_done):
    """A worker that looks after something broken still does everything else."""

    def broken() -> bool:
        calls.append(1)
        raise ValueError("broken")

    calls: list[int] = []
    forget_what_waits()
    monkeypatch.setattr(watching, "_watched", {"x": watching.Watched(follow_changes, "x", broken)})
    watching.look_after_all()
    watching.look_after_all()
    assert len(calls) == 1
    assert "broke: Search index" in caplog.text
    monkeypatch.setattr(watching, "_rests_until", {})
    watching.look_after_all()
    assert len(calls) == 2
    assert work_done() == 0


def test_portions_are_taken_in_their_order_and_twice_is_once(desk):
    for name in ("one", "two", "three"):
        Entity.objects.create(slug=name, name=f"Sparrow {name}")
    Entity.objects.filter(slug="one").update(description="changed last")
    assert changes_waiting() == 4
    assert index_changes(3) == 3
    assert changes_waiting() == 1
    assert index_changes(3) == 1
    assert index_changes(3) == 0
    names = SearchDocument.objects.filter(head__contains="sparrow").order_by("pk")
    assert [row.head.split()[1] for row in names] == ["two", "three", "one"]


def test_the_command_writes_it_from_nothing(desk):
    SearchDocument.objects.all().delete()
    SearchChange.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER search_vocabulary_entity_update" + _on("vocabulary_entity"))
    assert kinds(desk.cy, "dam") == ""
    out = io.StringIO()
    call_command("reindex_search", stdout=out)
    assert "taken into the index" in out.getvalue()
    assert kinds(desk.cy, "dam") == "annotation article"
    assert SearchDocument.objects.filter(arrived_at__gt=timezone.now()).count() == 0
    rename_the_entity(desk)
    assert is_behind(), "the trigger is there again"
    call_command("reindex_search", "--changes", stdout=out)
    assert out.getvalue().endswith("1 changes taken into the index.\n")


def _on(table: str) -> str:
    return f" ON {table}" if connection.vendor == "postgresql" else ""


def test_what_no_trigger_told_of_leaves_with_the_next_writing_from_nothing(desk):
    """As where a table was restored beneath the desk."""
    SearchDocument.objects.create(
        kind="entity", entity_id=987654321, arrived_at=timezone.now(), scope=" =all ", head=" x "
    )
    note_everything()
    indexed()
    assert not SearchDocument.objects.filter(entity_id=987654321).exists()
    assert SearchDocument.objects.filter(entity_id=desk.omar.pk).exists()


def test_triggers_and_full_text_go_and_come_again(desk):
    """What the migration does and undoes, on a desk that holds something."""
    feed.drop_triggers(connection)
    drop_full_text(connection)
    rename_the_entity(desk)
    assert not is_behind(), "nobody notes changes any more, and nothing breaks"
    make_full_text(connection)
    feed.keep_triggers()
    feed.keep_triggers()
    note_everything()
    indexed()
    assert kinds(desk.cy, "umar dam -kind:article") == ""
    assert kinds(desk.cy, "umar") == "entity"


def test_near_spellings_are_an_index_where_the_database_has_them(db):
    assert has_near_spellings(connection) == (connection.vendor == "postgresql")


def test_an_endless_text_is_cut_to_what_a_database_holds():
    words = in_words(" ".join(f"{number:x}" * 9 for number in range(60_000)))
    assert 0 < sum(len(word.encode()) for word in set(words.split())) <= MOST_BYTES
    assert in_words("One", "", "two") == " one ¶ two "
