from django.db import migrations


class Migration(migrations.Migration):
    """Lists of what was done lately find it without a look at every row of the history; most rows
    have no reason, and cost this index nothing."""

    dependencies = [("annotations", "0013_kept_reader_counts")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX annotation_history_reason ON annotations_historicalannotation "
            "(substr(history_change_reason, 1, 6), history_date) "
            "WHERE history_change_reason IS NOT NULL",
            "DROP INDEX annotation_history_reason",
        )
    ]
