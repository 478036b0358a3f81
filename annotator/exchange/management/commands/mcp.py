"""manage.py mcp: let an assistant read what is settled, over standard input and output."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotator.exchange.assistant.reach import AssistantReach
from annotator.people.models import User
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from articles.models import Story

EXTRA = (
    "The package “mcp” is not installed. Install the extra of that name: "
    "pip install --require-hashes -r requirements/mcp.txt"
)


class Command(BaseCommand):
    help = (
        "Speak the Model Context Protocol over standard input and output, so that an assistant can "
        "read and quote what people have settled. It only reads. Wants the extra “mcp”."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--story", default="", help="The slug of the one story it may read.")
        parser.add_argument(
            "--user", default="", help="The user name of whose eyes it reads with; else the desk's."
        )
        parser.add_argument(
            "--address", default="", help="The desk's address, as https://desk.example.org."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from annotator.exchange.assistant.server import make_server
        except ModuleNotFoundError as error:
            raise CommandError(EXTRA) from error
        reach = reach_of(options["story"], options["user"], options["address"])
        record(TrustKind.ASSISTANT_STARTED, by=reach.user, facts={"story": reach.only})
        make_server(reach).run()


def reach_of(story: str, username: str, address: str) -> AssistantReach:
    """Return what may be read. Raises CommandError where a story, user or address is none."""
    user = None
    if username:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user “{username}”.")
    reach = AssistantReach(user, story, desk_address(address))
    if not reach.stories().exists():
        if story and not Story.objects.filter(slug=story).exists():
            raise CommandError(f"There is no story “{story}”.")
        if user:
            what = f"the story “{story}”" if story else "any story"
            raise CommandError(f"{username} neither settles nor manages {what}.")
    return reach


def desk_address(given: str) -> str:
    """Return the address of the desk, without a last slash: the one given, else that of its first
    host. Raises CommandError where it is none."""
    if not given:
        hosts = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if "*" not in host]
        return f"{'https' if settings.HTTPS else 'http'}://{(hosts or ['localhost'])[0]}"
    try:
        parts = urlsplit(given)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        known = False
    if not known:
        raise CommandError(f"--address is as https://desk.example.org, not {given!r}.")
    return given.rstrip("/")
