from django.db import migrations, models

CAMPS, TOLD, PORTION = 12, 4, 200
OF_A_CAMP = ("letter", "text", "low", "high", "voices", "quoted", "quotes")


def keep_shown(apps, schema_editor):
    """Take from what is kept of each row what lists show: nothing is to be computed."""
    model = apps.get_model("comparison", "QuestionRow")
    rows = model.objects.using(schema_editor.connection.alias)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), PORTION):
        some = list(rows.filter(pk__in=keys[first : first + PORTION]))
        for row in some:
            told = {}
            for one in row.findings:
                pair = frozenset((one["one"], one["other"]))
                told.setdefault((one["mark"], one["source"], one["speaker"], pair), one)
            row.shown = {
                "camps": [
                    {name: camp[name] for name in OF_A_CAMP} | {"articles": len(camp["articles"])}
                    for camp in row.camps[:CAMPS]
                ],
                "smaller": len(row.camps[CAMPS:]),
                "marks": sorted({one["mark"] for one in row.findings}),
                "findings": list(told.values())[:TOLD],
                "lost": row.lost[: max(TOLD - len(told), 0)],
                "untold": max(len(told) + len(row.lost) - TOLD, 0),
            }
        rows.bulk_update(some, ["shown"])


class Migration(migrations.Migration):

    dependencies = [
        ('comparison', '0010_kept_names_stances_and_open_claims'),
    ]

    operations = [
        migrations.AddField(
            model_name='questionrow',
            name='shown',
            field=models.JSONField(default=dict, help_text='What lists show of the lists here.'),
        ),
        migrations.AddIndex(
            model_name='questionrow',
            index=models.Index(fields=['story', 'counted_state', 'state', 'certain', 'stale', 'finding', 'attribution_lost', 'question'], name='question_row_totals'),
        ),
        migrations.RunPython(keep_shown, migrations.RunPython.noop),
    ]
