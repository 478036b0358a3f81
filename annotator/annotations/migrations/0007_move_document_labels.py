"""Labels of whole articles, which had a table of their own, move to the annotations.

Ids, revisions, times, receipts and every row of history move along, and so do the permissions.
"""

import uuid
from itertools import islice

import django.db.models.manager
from django.db import migrations

BATCH = 500
SAME = (
    "article_id", "layer", "annotator_id", "label_id", "note", "revision", "created_at",
    "updated_at", "erased_at",
)
OF_HISTORY = ("history_date", "history_change_reason", "history_type", "history_user_id")


def move(apps, schema_editor):
    """Copy each label and each row of its history, the oldest first, and nothing is left out."""
    database = schema_editor.connection.alias

    def rows(name):
        return apps.get_model("annotations", name)._base_manager.using(database)

    versions = dict(
        apps.get_model("articles", "Article").objects.using(database).values_list("pk", "version")
    )
    renamed = {}  # label's id -> another, where an annotation has that one

    def moved(model, label):
        return model(
            id=renamed.get(label.id, label.id),
            kind=label.label_id.partition("-")[0],
            stance_target_id=label.target_id,
            text_version=versions.get(label.article_id, 1),
            **{name: getattr(label, name) for name in SAME},
        )

    annotations, history = rows("Annotation"), rows("HistoricalAnnotation")
    for batch in batches(rows("ArticleLabel").order_by("created_at", "pk")):
        taken = annotations.filter(pk__in=[label.id for label in batch])
        renamed.update((key, uuid.uuid4()) for key in taken.values_list("pk", flat=True))
        annotations.bulk_create([moved(annotations.model, label) for label in batch])
    for batch in batches(rows("HistoricalArticleLabel").order_by("history_id")):
        ops = [label.op for label in batch if label.op]
        taken = set(history.filter(op__in=ops).values_list("op", flat=True))
        new = []
        for label in batch:
            past = moved(history.model, label)
            past.op = None if label.op in taken else label.op
            for name in OF_HISTORY:
                setattr(past, name, getattr(label, name))
            new.append(past)
        history.bulk_create(new)


def batches(rows):
    """The rows, `BATCH` at a time."""
    found = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield batch


def rename_permissions(apps, schema_editor):
    """Who may view labels of whole articles in the admin still may."""
    database = schema_editor.connection.alias
    types = apps.get_model("contenttypes", "ContentType").objects.using(database)
    found = types.filter(app_label="annotations", model="articlelabel").first()
    if found is None:
        return
    types.filter(pk=found.pk).update(model="documentlabel")
    for permission in (
        apps.get_model("auth", "Permission").objects.using(database).filter(content_type=found.pk)
    ):
        permission.codename = permission.codename.replace("articlelabel", "documentlabel")
        permission.save(update_fields=["codename"])


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0006_document_labels"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        # Backwards only where there is no such label: what says nothing of a span has no place
        # in the table as it was before.
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RunPython(rename_permissions, migrations.RunPython.noop),
        migrations.DeleteModel("ArticleLabel"),
        migrations.DeleteModel("HistoricalArticleLabel"),
        migrations.CreateModel(
            name="DocumentLabel",
            fields=[],
            options={
                "verbose_name": "article label",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("annotations.annotation",),
            managers=[("everything", django.db.models.manager.Manager())],
        ),
    ]
