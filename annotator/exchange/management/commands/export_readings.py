"""manage.py export_readings: export_table readings by its older name."""

from annotator.exchange.management.export_command import ExportCommand
from annotator.exchange.tables.member_tables import READINGS


class Command(ExportCommand):
    table = READINGS
