"""manage.py export_decisions: export_table decisions by its older name."""

from annotator.exchange.management.export_command import ExportCommand
from annotator.exchange.tables.decisions import DECISIONS


class Command(ExportCommand):
    table = DECISIONS
