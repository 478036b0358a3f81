"""Tell people what is new for them, and note that they have opened it: the only writer of `Notice`.

There is one row for each person, article and kind of news, so that what nobody looks at does not
pile up. Whether a notice may be seen is asked when it is shown: whoever reads blind sees none.
"""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from annotator.annotations.models import Assignment, AssignmentState, Notice, NoticeKind
from annotator.people.models import User
from articles.models import Article


def tell(people: Iterable[int], article: int, kind: NoticeKind, about: UUID | None = None) -> None:
    """Tell these people, by key, that something is new at the article; `about` is an annotation.

    To be called inside the transaction of what is new.
    """
    now = timezone.now()
    Notice.objects.bulk_create(
        [
            Notice(person_id=person, article_id=article, kind=kind, about_id=about, at=now)
            for person in sorted(set(people))
        ],
        update_conflicts=True,
        unique_fields=["person", "kind", "article"],
        update_fields=["about", "at"],
    )


def tell_readers(article: int) -> None:
    """Tell whoever has read the article that it is settled."""
    read = Assignment.objects.filter(article=article, state=AssignmentState.SUBMITTED).order_by()
    tell(read.values_list("annotator", flat=True), article, NoticeKind.SETTLED)


def opened(person: User, article: Article, kind: NoticeKind) -> Notice | None:
    """Note that the person has opened what was new; return the notice, or None where it is gone."""
    found = Notice.objects.filter(person=person, article=article, kind=kind).first()
    if found is not None:
        found.delete()
    return found


def opened_all(person: User) -> None:
    """Note that the person has seen all that is new."""
    Notice.objects.filter(person=person).delete()
