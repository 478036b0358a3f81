"""manage.py export_diagnosis: export_table diagnosis by its older name."""

from annotator.exchange.management.export_command import ExportCommand
from annotator.exchange.tables.diagnosis import DIAGNOSIS


class Command(ExportCommand):
    table = DIAGNOSIS
