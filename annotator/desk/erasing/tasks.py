"""Erasing goes through everything that was ever written on the desk: in the background."""

from django.core.exceptions import ValidationError

from annotator.background.work import Progress, TaskFailed, work
from annotator.desk.erasing import article_actions, person_actions
from annotator.people.models import Erasure, User
from articles.models import Article


@work("Erase an article for good", priority=50)
def erase_article(progress: Progress, article: int, reason: str, by: int) -> None:
    """Erase the article, or what was left to do where an earlier run had erased it already."""
    if there := Article.objects.select_related("story", "source").filter(pk=article).first():
        article_actions.erase_article(there, User.objects.get(pk=by), reason, progress.tell)
        return
    erased = Erasure.objects.select_related("story").filter(
        kind=Erasure.Kind.ARTICLE, key=article, story__isnull=False
    )
    if (done := erased.first()) and done.story:
        article_actions.finish(done.story)


@work("Erase a person’s name for good", priority=50)
def erase_person(progress: Progress, person: int, reason: str, by: int) -> None:
    """Erase what names the person, or what was left to do where an earlier run had done so."""
    user = User.objects.get(pk=person)
    if person_actions.is_erased(user):
        person_actions.finish()
        return
    try:
        person_actions.erase_person(user, User.objects.get(pk=by), reason, progress.tell)
    except ValidationError as error:
        raise TaskFailed(" ".join(error.messages)) from error
