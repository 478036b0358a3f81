"""The tables kept ready for the pages take the names that the code has for them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_taking_and_hiding"),
        ("comparison", "0004_curations"),
        ("vocabulary", "0003_of_articles"),
    ]

    operations = [
        migrations.RenameModel("Weighed", "QuestionRow"),
        migrations.RenameModel("Counted", "ArticleSnapshot"),
        migrations.RenameModel("KnownArticles", "StorySnapshot"),
        migrations.RenameIndex("QuestionRow", "question_row_rank", "weighed_rank"),
        migrations.AlterField(
            model_name="articlesnapshot",
            name="article",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="snapshot",
                serialize=False,
                to="articles.article",
            ),
        ),
        migrations.AlterField(
            model_name="articlesnapshot",
            name="story",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="article_snapshots",
                to="articles.story",
            ),
        ),
        migrations.AlterField(
            model_name="questionrow",
            name="question",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="computed_row",
                serialize=False,
                to="vocabulary.question",
            ),
        ),
        migrations.AlterField(
            model_name="questionrow",
            name="story",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="question_rows",
                to="articles.story",
            ),
        ),
        migrations.AlterField(
            model_name="storysnapshot",
            name="story",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="snapshot",
                serialize=False,
                to="articles.story",
            ),
        ),
    ]
