"""manage.py export_agreement: export_table agreement by its older name."""

from annotator.exchange.management.export_command import ExportCommand
from annotator.exchange.tables.agreement import AGREEMENT


class Command(ExportCommand):
    table = AGREEMENT
