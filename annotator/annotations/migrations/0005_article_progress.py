"""How far an article is takes the name that the code has for it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotations", "0004_article_labels_deadlines_dismissals")]

    operations = [
        migrations.RenameModel("Standing", "ArticleProgress"),
        migrations.RenameModel("HistoricalStanding", "HistoricalArticleProgress"),
        migrations.RenameIndex("ArticleProgress", "article_progress_readings", "standing_readings"),
        migrations.AlterModelOptions(
            name="articleprogress",
            options={"verbose_name_plural": "article progress"},
        ),
        migrations.AlterModelOptions(
            name="historicalarticleprogress",
            options={
                "get_latest_by": ("history_date", "history_id"),
                "ordering": ("-history_date", "-history_id"),
                "verbose_name": "historical article progress",
                "verbose_name_plural": "historical article progress",
            },
        ),
        migrations.AlterField(
            model_name="articleprogress",
            name="article",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="progress",
                serialize=False,
                to="articles.article",
            ),
        ),
        migrations.AlterField(
            model_name="articleprogress",
            name="story",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="article_progress",
                to="articles.story",
            ),
        ),
    ]
