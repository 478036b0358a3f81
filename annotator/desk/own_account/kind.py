"""What a kind of thing is that is kept of a person, and what several kinds are made of."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from annotator.annotations.models import OPEN, Assignment
from annotator.people.models import User

DESK = "as long as the desk stands"
YOURS = "you"
SETTLERS = "you; adjudicators and managers of the story, once they may"
MANAGERS = "managers of the story"
MEMBERS = "you; members of your stories; administrators"
ADMINISTRATORS = "you; administrators"

Rows = Callable[[User], QuerySet[Any]]


class StoredKind(NamedTuple):
    """One kind of thing that is kept of a person.

    `key` is its name in the file, `called` on the page; `rows` its rows, `columns` what the file
    tells of each, by the names that they have there.
    """

    key: str
    called: str
    seen_by: str
    kept: str
    rows: Rows
    columns: Mapping[str, str]


def own(model: type[Model], column: str, **narrowed: Any) -> Rows:
    """Return what gives the rows whose column names the person."""
    return lambda user: model._base_manager.filter(**{column: user.pk}, **narrowed)


def not_blind(rows: Rows) -> Rows:
    """Leave out what is of an article that the person has still to read."""

    def narrowed(user: User) -> QuerySet[Any]:
        waiting = Assignment.objects.filter(annotator=user, state__in=OPEN).values("article")
        return rows(user).exclude(article__in=waiting)

    return narrowed


def same(*names: str) -> dict[str, str]:
    """Return columns that the file calls as the table does."""
    return {name: name for name in names}


ARTICLE = {"article": "article_id", "title": "article__title"}
MARK = same(
    "id", "kind", "start", "end", "quote", "value", "unit", "approximator", "modality", "as_of",
    "scope", "note", "flag", "origin", "text_version", "codebook_edition", "created_at",
    "updated_at", "erased_at",
) | {
    "label": "label_id", "entity": "entity__slug", "question": "question__slug",
    "said_by": "said_by__slug", "via": "via__slug", "holder": "stance_holder__slug",
    "target": "stance_target__slug",
}  # fmt: skip
PAST_MARK = same(
    "id", "kind", "start", "end", "quote", "value", "unit", "modality", "as_of", "scope", "note",
    "flag", "revision", "history_date", "history_type", "history_change_reason",
) | {"article": "article_id", "label": "label_id"}  # fmt: skip
