"""Write stories and their memberships, as the desk's pages do.

Every refusal is a ValidationError whose message is for the reader; every function is one
transaction, and a change of membership leaves a history row naming who did it.
"""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from annotator.annotations.models import ENDED, OPEN, Annotation, Assignment
from annotator.people.models import Membership, Role, User
from articles.models import Story


class MembershipRefused(ValidationError):
    """The membership cannot be changed so; the message says why, and what to do."""


@transaction.atomic
def found_story(
    title: str,
    guidelines: str,
    readers: int,
    by: User,
    take_next: bool = True,
    hide_sources: bool = False,
    readers_settle: bool = False,
    copy_share: int = 40,
) -> Story:
    """Make a story, with a slug made from its title, and its founder as its manager. Return it."""
    story = Story(
        slug=_free_slug(title),
        title=title,
        guidelines=guidelines,
        readers=readers,
        take_next=take_next,
        hide_sources=hide_sources,
        readers_settle=readers_settle,
        copy_share=copy_share,
    )
    story.full_clean()
    story.save()
    _save_signed(Membership(story=story, user=by, manager=True), by)
    return story


@transaction.atomic
def edit_story(
    story: Story,
    title: str,
    guidelines: str,
    readers: int,
    take_next: bool = True,
    hide_sources: bool = False,
    readers_settle: bool = False,
    copy_share: int = 40,
) -> Story:
    """Change what a story says of itself. Its slug stays: addresses and exports name it."""
    story.title, story.guidelines, story.readers = title, guidelines, readers
    story.take_next, story.hide_sources = take_next, hide_sources
    story.readers_settle, story.copy_share = readers_settle, copy_share
    story.full_clean()
    story.save()
    return story


@transaction.atomic
def add_member(story: Story, user: User, roles: Collection[str], by: User) -> Membership:
    """Let somebody into the story, and return the membership.

    Raises ValidationError where they are in already, or have left the desk.
    """
    if user.is_machine:
        raise MembershipRefused(f"{user} is a machine reader: add it on the page Machines.")
    if not user.is_active:
        raise MembershipRefused(f"{user} has left the desk: the account is not active.")
    membership = _with_roles(Membership(story=story, user=user), roles)
    membership.full_clean()
    return _save_signed(membership, by)


@transaction.atomic
def change_roles(membership: Membership, roles: Collection[str], by: User) -> Membership:
    """Give a member these roles and no others, and return the membership.

    Raises MembershipRefused for the only manager, and for an annotator with articles to read.
    """
    locked = _locked(membership)
    if Role.MANAGER not in roles:
        _refuse_without_manager(locked)
    if locked.annotator and Role.ANNOTATOR not in roles:
        waiting = _standing_assignments(locked).filter(state__in=OPEN).count()
        if waiting:
            raise MembershipRefused(
                f"{locked.user} has {waiting} article{'' if waiting == 1 else 's'} still to read. "
                "Withdraw those first, on the page Assignments."
            )
    _with_roles(locked, roles).full_clean()
    return _save_signed(locked, by)


@transaction.atomic
def remove_member(membership: Membership, by: User) -> None:
    """Take somebody out of the story. Raises MembershipRefused where there is work of theirs in
    it."""
    locked = _locked(membership)
    _refuse_without_manager(locked)
    if _standing_assignments(locked).exists():
        raise MembershipRefused(
            f"{locked.user} has articles to read, or has read some. Withdraw what is open, "
            "or change the roles instead."
        )
    theirs = {"article__story": locked.story_id, "annotator": locked.user_id}
    if Annotation.everything.filter(erased_at=None, **theirs).exists():
        raise MembershipRefused(
            f"{locked.user} has marked articles of this story. Change the roles instead."
        )
    locked._history_user = by  # type: ignore[attr-defined]
    locked.delete()


def _free_slug(title: str) -> str:
    stem = slugify(title, allow_unicode=True)[:72].strip("-_") or "story"
    taken = set(Story.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug


def _locked(membership: Membership) -> Membership:
    # The story's row stands for all its memberships: two managers may leave at the same moment.
    Story.objects.select_for_update().get(pk=membership.story_id)
    return Membership.objects.select_for_update().get(pk=membership.pk)


def _refuse_without_manager(membership: Membership) -> None:
    others = Membership.objects.filter(
        story=membership.story_id, manager=True, user__is_active=True
    ).exclude(pk=membership.pk)
    if membership.manager and not others.exists():
        raise MembershipRefused(
            f"{membership.user} is the only manager of this story. Make somebody else one first."
        )


def _standing_assignments(membership: Membership) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        article__story=membership.story_id, annotator=membership.user_id
    ).exclude(state__in=ENDED)


def _with_roles(membership: Membership, roles: Collection[str]) -> Membership:
    for role in Role.values:
        setattr(membership, role, role in roles)
    return membership


def _save_signed(membership: Membership, by: User) -> Membership:
    """Store the membership together with its history row, and return it."""
    membership._history_user = by  # type: ignore[attr-defined]
    membership.save()
    return membership
