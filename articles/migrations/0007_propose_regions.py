"""Propose regions for the articles that are there, as for those that come in."""

from django.db import migrations, transaction

from articles.intake.regions import propose_regions

# Texts in memory at once. Each portion is kept by itself: a large desk may be interrupted.
PORTION = 100


def propose(apps, schema_editor):
    article, region = apps.get_model("articles", "Article"), apps.get_model("articles", "Region")
    alias = schema_editor.connection.alias
    rows = article.objects.using(alias).filter(regions=None).order_by("pk")
    last = 0
    while portion := list(
        rows.filter(pk__gt=last).values_list("pk", "text", "title", "byline")[:PORTION]
    ):
        found = [
            region(article_id=pk, start=part.start, end=part.end, role=part.role)
            for pk, *told in portion
            for part in propose_regions(*told)
        ]
        with transaction.atomic(using=alias):
            region.objects.using(alias).bulk_create(found, batch_size=500)
        last = portion[-1][0]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0006_regions")]
    operations = [migrations.RunPython(propose, migrations.RunPython.noop)]
