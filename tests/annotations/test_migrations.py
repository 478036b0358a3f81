"""Labels of whole articles that a desk stored in a table of their own, after the upgrade."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from annotator.annotations.models import DOCUMENT_LABEL, Annotation
from annotator.annotations.recording import actions
from annotator.annotations.visibility.portions import Portion
from annotator.annotations.workbench import document_labels
from annotator.exchange.tables.member_tables import ARTICLE_LABELS, LABELS
from annotator.vocabulary.models import Entity, Label
from tests.annotations.recording.test_actions import mark
from tests.conftest import assign
from tests.exchange.conftest import rows_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

BEFORE = ("annotations", "0005_article_progress")
THEN = datetime(2022, 2, 24, 12, tzinfo=UTC)
SAME = (
    "article_id", "layer", "annotator_id", "label_id", "note", "revision", "created_at",
    "updated_at", "erased_at",
)  # fmt: skip
OF_HISTORY = (
    *SAME, "op", "history_date", "history_type", "history_change_reason", "history_user_id",
)  # fmt: skip


def migrate(*targets):
    """Take the database to these migrations. Returns their models, by name."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())
    apps = MigrationExecutor(connection).loader.project_state(list(targets) or None).apps
    return {model.__name__: model for model in apps.get_app_config("annotations").get_models()}


@pytest.fixture
def before(transactional_db):
    """The models of the earlier schema, to which the database has gone back."""
    yield migrate(BEFORE)
    migrate()
    call_command("flush", verbosity=0, interactive=False)


def store(models, *states, **given):
    """A label of a whole article as it was stored, with a row of history for each of its states."""
    row = models["ArticleLabel"](
        id=uuid.uuid4(), revision=0, created_at=THEN, updated_at=THEN, layer="reading",
    )  # fmt: skip
    for name, value in given.items():
        setattr(row, name, value)
    for sign, change in states:
        row.revision += 1
        row.updated_at = THEN + timedelta(hours=row.revision)
        for name, value in change.items():
            setattr(row, name, value)
        models["HistoricalArticleLabel"].objects.create(
            **{field.attname: getattr(row, field.attname) for field in row._meta.fields},
            op=uuid.uuid4(), history_type=sign, history_date=row.updated_at,
            history_user_id=row.annotator_id, history_change_reason=f"{sign} so",
        )  # fmt: skip
    row.save(force_insert=True)
    return row


def told(rows, names):
    return [tuple(getattr(row, name) for name in names) for row in rows]


def test_a_filled_desk_keeps_every_label_with_all_its_history(
    before, article, other_article, ada, bo, cy, labels
):
    Label.objects.filter(kind="stance").update(of_articles=True)
    Label.objects.filter(pk="claim-event").update(of_articles=True)
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza")
    favour, against = "stance-favour", "stance-against"
    of = {"article_id": article.pk, "annotator_id": ada.pk}
    stored = [
        store(
            before, ("+", {"note": "why"}), ("~", {"target_id": omar.pk}), ("~", {"note": ""}),
            label_id=favour, **of,
        ),
        store(before, ("+", {}), label_id=favour, **of),
        store(before, ("+", {}), ("-", {"erased_at": THEN}), label_id=favour, **of),
        store(before, ("+", {"note": "a claim"}), label_id="claim-event", **of),
        store(
            before, ("+", {}), ("-", {"erased_at": THEN}), ("+", {"erased_at": None}),
            label_id=against, article_id=other_article.pk, annotator_id=bo.pk,
        ),
        store(
            before, ("+", {}), label_id=favour, layer="gold", note="on balance",
            target_id=omar.pk, article_id=article.pk, annotator_id=cy.pk,
        ),
    ]  # fmt: skip
    live = [row for row in stored if not row.erased_at]
    history = list(before["HistoricalArticleLabel"].objects.order_by("history_id"))

    migrate()

    moved = [Annotation.everything.get(pk=row.pk) for row in stored]
    assert told(moved, SAME) == told(stored, SAME)
    assert [row.stance_target_id for row in moved] == [row.target_id for row in stored]
    assert {(row.start, row.end, row.quote, row.part) for row in moved} == {(None, None, "", 0)}
    assert [row.kind for row in moved] == [row.label_id.split("-")[0] for row in stored]
    assert set(Annotation.document_labels.all()) == {row for row in moved if not row.erased_at}
    assert len(live) == Annotation.document_labels.count() == 5
    assert not Annotation.objects.exists()
    past = list(Annotation.history.order_by("history_id"))
    assert told(past, ["id", *OF_HISTORY]) == told(history, ["id", *OF_HISTORY])
    assert [row.stance_target_id for row in past] == [row.target_id for row in history]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    assert not [name for name in tables if "articlelabel" in name]

    # What a browser had sent already, and what it sends next, goes on from there.
    assign(article, ada, "in progress")
    first = stored[0]
    op = history[0].op
    again = actions.label_document(article, ada, id=first.pk, label=favour, op=op)
    assert (again.pk, again.revision) == (first.pk, 3)
    actions.edit(article, ada, id=first.pk, base=3, details={"note": "next"})
    actions.restore(article, ada, id=actions.erase(article, ada, id=first.pk, base=4).pk, base=5)
    said = {one["id"]: one for one in document_labels.own_labels(article, ada)}
    assert said[str(first.pk)]["name"] == "Omar Reza"
    assert (said[str(first.pk)]["note"], said[str(first.pk)]["revision"]) == ("next", 6)
    rows = rows_in("".join(ARTICLE_LABELS.pieces(Portion([article.story]))))
    assert sorted((row["layer"], row["label"], row["target"]) for row in rows) == [
        ("gold", favour, "omar-reza"),
        ("reading", "claim-event", ""),
        ("reading", against, ""),
        ("reading", favour, ""),
        ("reading", favour, "omar-reza"),
    ]
    assert rows_in("".join(LABELS.pieces(Portion([article.story])))) == []


@pytest.mark.once
def test_an_id_or_a_receipt_that_both_tables_have_stops_nothing(before, article, ada, labels):
    """Clients make the ids: what one of them used twice is stored twice still."""
    own = store(
        before, ("+", {}), label_id="stance-favour", article_id=article.pk, annotator_id=ada.pk
    )
    op = before["HistoricalArticleLabel"].objects.get().op
    annotation = before["Annotation"](
        id=own.pk, article_id=article.pk, annotator_id=ada.pk, kind="claim",
        label_id="claim-event", start=4, end=12, quote="minister", created_at=THEN, updated_at=THEN,
    )  # fmt: skip
    before["HistoricalAnnotation"].objects.create(
        **{field.attname: getattr(annotation, field.attname) for field in annotation._meta.fields},
        op=op, history_type="+", history_date=THEN,
    )  # fmt: skip
    annotation.save(force_insert=True)
    migrate()
    assert Annotation.objects.get().pk == own.pk
    moved = Annotation.document_labels.get()
    assert moved.pk != own.pk
    assert [row.op for row in moved.history.all()] == [None]
    assert [row.op for row in Annotation.objects.get().history.all()] == [op]


@pytest.mark.once
def test_spans_and_permissions_stay_as_they_are(before, article, ada, labels):
    ContentType.objects.filter(model="documentlabel").delete()
    kind = ContentType.objects.create(app_label="annotations", model="articlelabel")
    may = Permission.objects.create(
        content_type=kind, codename="view_articlelabel", name="Can view"
    )
    ada.user_permissions.add(may)
    migrate()
    ContentType.objects.clear_cache()
    assert ada.has_perm("annotations.view_documentlabel")
    assert not ada.has_perm("annotations.view_articlelabel")
    assign(article, ada)
    mark(article, ada, "noon", "claim-event")
    assert not Annotation.everything.filter(DOCUMENT_LABEL).exists()
