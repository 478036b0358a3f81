"""Labels of whole articles that a desk stored in a table of their own, after the upgrade."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from annotator.annotations.models import Annotation
from annotator.annotations.recording import actions
from annotator.annotations.visibility.portions import Portion
from annotator.annotations.workbench import document_labels
from annotator.exchange.tables.member_tables import ARTICLE_LABELS, LABELS
from annotator.vocabulary.models import Entity, Label
from tests.conftest import assign, make_article
from tests.exchange.conftest import rows_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.once]

FIRST_AFTER = ("annotations", "0006_document_labels")
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
def before(empty_default):
    """The models of the earlier schema, all else as far as it stands without what came after: a
    desk is moved forward alone, for to go back takes a minute."""
    graph = MigrationExecutor(connection).loader.graph
    after = set(graph.backwards_plan(FIRST_AFTER))
    kept = set(graph.nodes) - after
    return migrate(
        *(
            node
            for node in kept
            if kept.isdisjoint(child.key for child in graph.node_map[node].children)
        )
    )


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
    before, story, article, other_article, ada, bo, cy, labels
):
    clash = used_twice(before, make_article(story, title="Twice", text="The minister came.\n"), ada)
    permitted(ada)
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
    past_labels = before["HistoricalArticleLabel"].objects.exclude(id=clash.pk)
    history = list(past_labels.order_by("history_id"))

    migrate()

    clash_stopped_nothing(clash)
    permissions_stay(ada)
    moved = [Annotation.everything.get(pk=row.pk) for row in stored]
    assert told(moved, SAME) == told(stored, SAME)
    assert [row.stance_target_id for row in moved] == [row.target_id for row in stored]
    assert {(row.start, row.end, row.quote, row.part) for row in moved} == {(None, None, "", 0)}
    assert [row.kind for row in moved] == [row.label_id.split("-")[0] for row in stored]
    of_both = Annotation.document_labels.filter(article__in=[article, other_article])
    assert set(of_both) == {row for row in moved if not row.erased_at}
    assert len(live) == of_both.count() == 5
    assert not Annotation.objects.exclude(pk=clash.pk).exists()
    past = list(
        Annotation.history.filter(article__in=[article, other_article]).order_by("history_id")
    )
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
    rows = [row for row in rows if row["article_title"] != "Twice"]
    assert sorted((row["layer"], row["label"], row["target"]) for row in rows) == [
        ("gold", favour, "omar-reza"),
        ("reading", "claim-event", ""),
        ("reading", against, ""),
        ("reading", favour, ""),
        ("reading", favour, "omar-reza"),
    ]
    [row] = rows_in("".join(LABELS.pieces(Portion([article.story]))))
    assert row["annotation_id"] == str(clash.pk)


def used_twice(before, article, ada):
    """A label of a whole article whose id and receipt a span has, too: clients make the ids."""
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
    return own


def clash_stopped_nothing(own):
    span = Annotation.objects.get()
    assert (span.pk, span.start) == (own.pk, 4)
    moved = Annotation.document_labels.get(article=own.article_id)
    assert moved.pk != own.pk
    assert [row.op for row in moved.history.all()] == [None]
    assert len([row.op for row in span.history.all() if row.op]) == 1


def permitted(ada) -> None:
    """Ada may see labels of whole articles, of which the earlier schema had a table."""
    ContentType.objects.filter(model="documentlabel").delete()
    kind = ContentType.objects.create(app_label="annotations", model="articlelabel")
    may = Permission.objects.create(
        content_type=kind, codename="view_articlelabel", name="Can view"
    )
    ada.user_permissions.add(may)


def permissions_stay(ada) -> None:
    ContentType.objects.clear_cache()
    assert ada.has_perm("annotations.view_documentlabel")
    assert not ada.has_perm("annotations.view_articlelabel")
