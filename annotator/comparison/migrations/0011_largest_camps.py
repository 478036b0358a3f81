from django.db import migrations, models

SHOWN, PORTION = 12, 200
NUMBERS = ("letter", "text", "low", "high", "voices", "quoted", "quotes")


def keep_largest(apps, schema_editor):
    """Take from all camps of a row what lists show of the largest: nothing is to be computed."""
    model = apps.get_model("comparison", "QuestionRow")
    rows = model.objects.using(schema_editor.connection.alias)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), PORTION):
        some = list(rows.filter(pk__in=keys[first : first + PORTION]).only("camps"))
        for row in some:
            row.smaller = len(row.camps[SHOWN:])
            row.largest = [
                {name: camp[name] for name in NUMBERS} | {"articles": len(camp["articles"])}
                for camp in row.camps[:SHOWN]
            ]
        rows.bulk_update(some, ["largest", "smaller"])


class Migration(migrations.Migration):

    dependencies = [
        ('comparison', '0010_kept_names_stances_and_open_claims'),
    ]

    operations = [
        migrations.AddField(
            model_name='questionrow',
            name='largest',
            field=models.JSONField(default=list, help_text='The camps that lists show, by numbers.'),
        ),
        migrations.AddField(
            model_name='questionrow',
            name='smaller',
            field=models.PositiveIntegerField(default=0, help_text='How many camps lists leave out.'),
        ),
        migrations.RunPython(keep_largest, migrations.RunPython.noop),
    ]
