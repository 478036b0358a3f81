"""manage.py export_labels: export_table labels by its older name."""

from annotator.exchange.management.export_command import ExportCommand
from annotator.exchange.tables.member_tables import LABELS


class Command(ExportCommand):
    table = LABELS
