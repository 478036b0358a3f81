"""manage.py export_methods: the methods appendix of a story, to standard output."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from annotator.exchange.console import stories_named, write_all
from annotator.exchange.methods.gathering import NamesShown, methods_facts
from annotator.exchange.methods.latex import latex
from annotator.exchange.methods.markdown import markdown
from annotator.exchange.methods.wording import methods_document
from annotator.one_state import one_state
from annotator.reconciliation.agreement.keeping.tasks import refresh_agreement
from annotator.trust.models import TrustKind
from annotator.trust.recording import record

WRITERS = {"markdown": markdown, "latex": latex}


class Command(BaseCommand):
    help = "Write the methods appendix of a story; what has changed of its agreement is counted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--story", required=True, metavar="SLUG", help="of this story")
        parser.add_argument("--format", choices=list(WRITERS), default="markdown")
        names = [one.value for one in NamesShown]
        parser.add_argument("--names", choices=names, default=NamesShown.PSEUDONYMS.value)

    def handle(self, *args: Any, **options: Any) -> None:
        [story] = stories_named(options["story"])
        refresh_agreement.now(story.pk)
        with one_state():
            document = methods_document(methods_facts(story, NamesShown(options["names"])))
        facts = {"command": "export_methods", "type": options["format"]}
        record(TrustKind.EXPORTED, story=story, facts=facts)
        write_all([WRITERS[options["format"]](document)], self.stdout)
