"""The command `manage.py revise_article ARTICLE FILE --by USERNAME`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_date

from annotator.annotations.revision.actions import revise, undo_revision
from annotator.annotations.revision.placing import counts, places_in
from annotator.people.models import User
from articles.intake import files
from articles.models import Article, Version
from articles.versions.actions import NewText, refusal_of

REFUSED, WRONG_USAGE = 1, 2


class Command(BaseCommand):
    """Bring a corrected text of an article. Exit status 0 when stored or previewed, 1 when it was
    refused, 2 for wrong usage."""

    help = (
        "Bring a corrected text of an article as its next version; annotations find their places."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", type=int, help="its number on this desk")
        parser.add_argument("file", nargs="?", type=Path, help="the text, .txt or .html")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="who brings it")
        parser.add_argument("--dated", default="", metavar="DAY", help="of the correction")
        parser.add_argument("--title", default="", help="if it is another one now")
        parser.add_argument("--note", default="", help="what the outlet says of it")
        parser.add_argument("--noted", action="store_true", help="the outlet tells its readers")
        parser.add_argument("--preview", action="store_true", help="tell, and store nothing")
        parser.add_argument("--undo", action="store_true", help="take the newest version back")

    def handle(self, *, article: int, file: Path | None, by: str, **options: Any) -> None:
        found = Article.objects.select_related("story", "source").filter(pk=article).first()
        if found is None:
            raise CommandError(f"There is no article {article}.", returncode=WRONG_USAGE)
        user = User.objects.filter(username=by, is_machine=False).first()
        if user is None:
            raise CommandError(f"There is no user “{by}”.", returncode=WRONG_USAGE)
        if options["undo"] == (file is not None):
            told = "Give a file, or --undo to take the newest version back."
            raise CommandError(told, returncode=WRONG_USAGE)
        try:
            if file is None:
                undo_revision(found, user)
                told = f"Undone: it has the text of version {found.version} again."
            else:
                told = self.brought(found, user, new_text(found, file, options), **options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=REFUSED) from error
        self.stdout.write(told)

    def brought(self, article: Article, by: User, new: NewText, preview: bool, **_: Any) -> str:
        """Bring the text, or tell what would become of it. Raises ValidationError."""
        if complaint := refusal_of(article, new):
            raise ValidationError(complaint)
        if preview:
            told = counts(places_in(article, new.text))
            numbers = told["carried"], told["moved"], told["review"], told["orphaned"]
            number = article.version + 1
            return f"It would be version {number}: {in_words(*numbers)}. Nothing was stored."
        done = revise(article, by, new)
        numbers = done.carried, done.moved, done.to_review, done.orphaned
        return f"Stored version {done.version}: {in_words(*numbers)}."


def in_words(carried: int, moved: int, review: int, gone: int) -> str:
    """Return the four numbers as words."""
    return f"{carried} carried, {moved} moved, {review} to review, {gone} gone"


def new_text(article: Article, file: Path, options: dict[str, Any]) -> NewText:
    """Read the file. Raises CommandError with every problem of it, and for a day that is none."""
    batch = files.gather(files.read_paths([file], article.source.name))
    if batch.problems:
        raise CommandError("\n".join(map(str, batch.problems)), returncode=REFUSED)
    [draft] = batch.drafts
    dated = parse_day(options["dated"])
    return NewText(
        title=options["title"] or article.title, text=draft.text, regions=draft.regions,
        dated_on=dated, origin=Version.Origin.COMMAND, url=draft.url, note=options["note"],
        is_noted=options["noted"], came=draft.came,
    )  # fmt: skip


def parse_day(written: str) -> Any:
    """Return the day, or None where none is given. Raises CommandError."""
    try:
        day = parse_date(written) if written else None
    except ValueError:
        day = None
    if written and day is None:
        raise CommandError(f"--dated {written!r} is no day: write 2022-03-03.", returncode=2)
    return day
