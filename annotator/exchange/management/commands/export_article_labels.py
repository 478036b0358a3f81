"""manage.py export_article_labels: export_table article_labels by its older name."""

from annotator.exchange.management.export_command import ExportCommand
from annotator.exchange.tables.member_tables import ARTICLE_LABELS


class Command(ExportCommand):
    table = ARTICLE_LABELS
