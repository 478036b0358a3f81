"""The only writers of labels of whole articles: give, change, erase, restore; and settle, unsettle.

As `actions.py` does for annotations: each accepted change is exactly one revision, with its row of
history, in one transaction; the database judges the constraints.
"""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils import timezone

from annotator.annotations.models import ArticleLabel, Layer
from annotator.annotations.recording.receipts import keep, once, open_reading
from annotator.people.models import User
from annotator.vocabulary.actions import find_entity, get_or_make_entity
from annotator.vocabulary.models import Entity, Kind, Label
from articles.models import Article

Said = Mapping[str, str | Entity | None]
"""`target` (an entity, or a name: found or made) and `note`; what is not named stays."""


class StaleRevision(Exception):
    """The label is not as the change supposed."""


def give(
    article: Article, by: User, *, id: UUID, label: str, said: Said, op: UUID | None = None
) -> ArticleLabel:
    """Give the article a label. Sent again, it is stored once.

    Raises ValidationError where the label is not for whole articles, a target does not fit, or
    the very same label is given already; Conflict where the id is taken.
    """

    def create() -> ArticleLabel:
        open_reading(article, by)
        if ArticleLabel.everything.filter(pk=id).exists():
            raise StaleRevision("This label is there already.")
        given = ArticleLabel(
            id=id, article=article, annotator=by, revision=1, created_at=timezone.now()
        )
        _say(given, label, said, by)
        return keep(given, by, op, "+")

    return once(ArticleLabel, create, op)


def change(
    article: Article,
    by: User,
    *,
    id: UUID,
    base: int,
    label: str | None = None,
    said: Said,
    op: UUID | None = None,
) -> ArticleLabel:
    """Another label, target or note; what is not given stays.

    Raises Conflict if the revision is not `base`, ValidationError as `give` does.
    """

    def edit() -> ArticleLabel:
        given = _at(article, by, id, base)
        _say(given, label, said, by)
        return keep(given, by, op, "~")

    return once(ArticleLabel, edit, op)


def erase(
    article: Article, by: User, *, id: UUID, base: int, op: UUID | None = None
) -> ArticleLabel:
    """Take a label away. Its id stays taken, and `restore` brings it back."""

    def take() -> ArticleLabel:
        given = _at(article, by, id, base)
        given.erased_at = timezone.now()
        return keep(given, by, op, "-")

    return once(ArticleLabel, take, op)


def restore(
    article: Article, by: User, *, id: UUID, base: int, op: UUID | None = None
) -> ArticleLabel:
    """Bring an erased label back as it was."""

    def bring() -> ArticleLabel:
        given = _at(article, by, id, base, erased=True)
        given.erased_at = None
        return keep(given, by, op, "+")

    return once(ArticleLabel, bring, op)


def settle(article: Article, by: User, *, label: str, said: Said) -> ArticleLabel:
    """What stands of the whole article. Who may is the caller's to know, and the transaction.

    Raises ValidationError as `give` does.
    """

    def create() -> ArticleLabel:
        now = timezone.now()
        gold = ArticleLabel(
            id=uuid4(), article=article, annotator=by, layer=Layer.GOLD, revision=1, created_at=now
        )
        _say(gold, label, said, by)
        return keep(gold, by, None, "+")

    return once(ArticleLabel, create, None)


def unsettle(article: Article, by: User, *, id: UUID) -> ArticleLabel:
    """Take back what was settled. Raises Conflict where it does not stand any more."""
    golds = ArticleLabel.objects.select_for_update(of=("self",))
    gold = golds.filter(pk=id, article=article, layer=Layer.GOLD).first()
    if gold is None:
        raise StaleRevision("This was taken back in the meantime.")
    gold.revision, gold.erased_at = gold.revision + 1, timezone.now()
    return keep(gold, by, None, "-")


def _at(article: Article, by: User, id: UUID, base: int, *, erased: bool = False) -> ArticleLabel:
    """One's own label, locked, if it is at the revision that the change supposed."""
    open_reading(article, by)
    rows = ArticleLabel.everything.select_for_update(of=("self",))
    given = rows.filter(pk=id, article=article, annotator=by, layer=Layer.READING).first()
    if given is None:
        raise StaleRevision("This label is not there, or is not yours.")
    if given.revision != base:
        raise StaleRevision("This label was changed elsewhere in the meantime.")
    if (given.erased_at is not None) is not erased:
        raise StaleRevision(f"This label {'is there already' if erased else 'was taken away'}.")
    given.revision += 1
    return given


def _say(given: ArticleLabel, label: str | None, said: Said, by: User) -> None:
    """Set label, target and note; a label that is no stance has no target."""
    if label is not None and label != given.label_id:
        found = Label.objects.filter(slug=label, active=True).first()
        if found is None:
            raise ValidationError({"label": f"“{label}” is no label in use."})
        if not found.of_articles:
            raise ValidationError({"label": f"“{found}” is not for whole articles."})
        given.label = found
    stance = given.label_id.startswith(f"{Kind.STANCE}-")
    if said.get("target") and not stance:
        raise ValidationError({"target": "Only a stance is toward somebody or something."})
    if not stance:
        given.target = None
    elif "target" in said:
        given.target = _entity(said["target"], by)
    if "note" in said:
        given.note = str(said["note"] or "")


def _entity(asked: str | Entity | None, by: User) -> Entity | None:
    if isinstance(asked, str):
        return get_or_make_entity(asked, by) if asked.strip() else None
    if asked is not None and not asked.active:
        # Merged away while the change was under way: its name is an alias of what it became.
        return find_entity(asked.name) or asked
    return asked
