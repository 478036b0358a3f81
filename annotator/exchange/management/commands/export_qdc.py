"""manage.py export_qdc: the codebook of today as REFI-QDA, to standard output."""

from typing import Any

from django.core.management.base import BaseCommand

from annotator.exchange.console import write_all
from annotator.operations.release import release
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from annotator.vocabulary.codebook.editions import codebook_of_today
from annotator.vocabulary.codebook.qdc import write_qdc
from annotator.vocabulary.codebook.qdc_labels import book_of


class Command(BaseCommand):
    help = "Write the codebook of today as REFI-QDA (.qdc), for other programs."

    def handle(self, *args: Any, **options: Any) -> None:
        written = write_qdc(book_of(codebook_of_today(), release()))
        record(TrustKind.EXPORTED, facts={"command": "export_qdc"})
        write_all([written.decode()], self.stdout)
