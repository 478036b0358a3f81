"""Erase what names a person: the only writer of that, and of the record that it was done.

What they marked, wrote and decided stands, under the name that they have from then on.
"""

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from annotator.annotations.models import Notice, Presence
from annotator.comparison.editions.erasing import erase_name_from_editions
from annotator.comparison.models import Visit
from annotator.desk.erasing.cleaning import clean_up, overwrite_deleted
from annotator.desk.erasing.hanging import delete_rows
from annotator.desk.erasing.sweep import Tell, sweep
from annotator.desk.erasing.wording import PersonNames
from annotator.people.actions import end_sessions
from annotator.people.invitations.actions import revoke
from annotator.people.models import Erasure, Invitation, PersonalToken, User
from annotator.people.rights import refusal_of_more
from annotator.search.index.writing import index_changes
from annotator.search.models import SavedSearch
from annotator.trust.models import TrustKind
from annotator.trust.recording import record

NOWHERE = "erased.invalid"
"""The host of an address that was erased: none of its kind can ever be reached (RFC 2606)."""
THEIRS = {
    PersonalToken: ("user", "tokens"),
    SavedSearch: ("user", "saved searches"),
    Visit: ("user", "visits to pages of sources"),
    Notice: ("person", "notices"),
    Presence: ("person", "signs of being here"),
}
"""What is a person's alone and no part of the work: it goes. The table's column, and its name."""
History = User.history.model


def former_name(user: User) -> str:
    """Return what the person is called once they are erased: stable, and nobody else's."""
    name = f"former-{user.pk}"
    while User.objects.filter(username=name).exclude(pk=user.pk).exists():
        name += "-x"
    return name


def is_erased(user: User) -> bool:
    """Return whether what names the person was erased."""
    return Erasure.objects.filter(kind=Erasure.Kind.PERSON, key=user.pk).exists()


def addresses_of(user: User) -> set[str]:
    """Return the e-mail addresses that the person has had, and those by which they were invited."""
    had = History.objects.filter(id=user.pk).values_list("email", flat=True)
    invited = Invitation.objects.filter(accepted_by=user).values_list("email", flat=True)
    return {user.email, *had, *invited} - {""}


def names_of(user: User) -> PersonNames:
    """Return all by which the person is, or was, named."""
    columns = ("username", "first_name", "last_name")
    states = {(user.username, user.first_name, user.last_name)}
    states.update(History.objects.filter(id=user.pk).values_list(*columns))
    names = addresses_of(user)
    for username, first, last in states:
        names |= {username, " ".join(filter(None, (first, last)))}
        if first and last:
            names.add(f"{last}, {first}")
    return PersonNames(names, former_name(user))


def names_in_keys_of(user: User) -> PersonNames:
    """Return all by which the person is named, also as a slug made of a whole name has it."""
    states = {(user.first_name, user.last_name)}
    states.update(History.objects.filter(id=user.pk).values_list("first_name", "last_name"))
    slugs = {slugify(f"{first} {last}") for first, last in states if first and last}
    return PersonNames({*names_of(user).names, *slugs}, former_name(user))


def refusal(user: User, by: User) -> str:
    """Return why `by` cannot have this person erased now, and what to do; '' where they can."""
    if user.is_machine:
        return f"{user} is a machine reader and no person: its name is nobody's."
    if user.pk == by.pk:
        return "Nobody erases themselves: ask a colleague."
    if told := refusal_of_more(user, by, "have them erased"):
        return told
    if is_erased(user):
        return f"{user} is erased already."
    if user.is_active:
        return (
            f"{user} is active: deactivate the account first, and say there who goes on with what "
            "they have still to read."
        )
    return ""


def erase_person(user: User, by: User, reason: str, tell: Tell = lambda done, of: None) -> None:
    """Erase what names the person, wherever it stands; their work stays, under another name.

    Columns that people and the program have written come first, table by table; then the account,
    with its record, in one transaction. Stopped on its way it is done again from the beginning.
    Raises ValidationError where it is refused.
    """
    if told := refusal(user, by):
        raise ValidationError(told)
    overwrite_deleted()
    sweep(names_of(user), tell)
    _take_names(user, by, reason)
    finish()


def finish() -> None:
    """Let the index of the search and the database itself keep nothing of it."""
    overwrite_deleted()
    while index_changes():
        pass
    clean_up()


@transaction.atomic
def _take_names(user: User, by: User, reason: str) -> None:
    """Give the account its new name and nothing else, and keep a record of it."""
    person = User.objects.select_for_update().get(pk=user.pk)
    names, called = names_of(person), former_name(person)
    counts = {
        "editions": erase_name_from_editions(
            lambda text: names.left_of(text, by_people=False),
            lambda text: names.left_of(text, by_people=True),
        ),
        "invitations": _erase_letters(person, called, by),
        "sessions": end_sessions(person),
        **_erase_what_is_theirs(person),
    }
    nobody = {"username": called, "first_name": "", "last_name": "", "email": ""}
    History.objects.filter(id=person.pk).update(**nobody)
    no_rights = {"is_active": False, "is_staff": False, "is_superuser": False, "last_login": None}
    person.set_unusable_password()
    User.objects.filter(pk=person.pk).update(**nobody, **no_rights, password=person.password)
    LogEntry.objects.filter(
        content_type__app_label="people", content_type__model="user", object_id=str(person.pk)
    ).update(object_repr=called, change_message="")
    Erasure.objects.create(
        kind=Erasure.Kind.PERSON, key=person.pk, called=called, at=timezone.now(), by=by,
        reason=names.left_of(reason, by_people=True),
        counts={name: count for name, count in counts.items() if count},
    )  # fmt: skip
    told = {name: counts[name] for name in ("invitations", "sessions", "tokens")}
    record(TrustKind.ERASED, by=by, about=person, facts={"thing": "person", **told})


def _erase_letters(user: User, called: str, by: User) -> int:
    """Take the person's addresses out of invitations; one that is still open is revoked."""
    own = _has_address(user, "email")
    letters = Invitation.objects.filter(own | Q(accepted_by=user))
    keys = list(letters.values_list("pk", flat=True))
    nowhere = f"{called}@{NOWHERE}"
    for letter in letters.filter(accepted_at=None, revoked_at=None):
        revoke(letter, by)
    Invitation.objects.filter(pk__in=keys).update(email=nowhere)
    past = Invitation.history.filter(Q(id__in=keys) | own)
    past.update(email=nowhere)
    return len(keys)


def _has_address(user: User, column: str) -> Q:
    """Return the condition that the column holds an address of the person, in any capitals."""
    found = Q(pk__in=[])
    for address in addresses_of(user):
        found |= Q(**{f"{column}__iexact": address})
    return found


def _erase_what_is_theirs(user: User) -> dict[str, int]:
    """Delete what is the person's and no part of the work; return how many of each."""
    counts = {}
    PersonalToken.history.filter(user=user).delete()
    for model, (column, called) in THEIRS.items():
        rows = model._base_manager.filter(**{column: user})
        counts[called] = rows.count()
        rows.delete()
    for model, column in _of_other_packages():
        keys = set(model._base_manager.filter(**{column: user}).values_list("pk", flat=True))
        delete_rows(model, keys)
    return counts


def _of_other_packages() -> list[tuple[type[models.Model], str]]:
    """Return the tables of packages that refer to accounts, rights and ways to sign in among them;
    what the admin logged stays, as a deed of whoever they are now."""
    return [
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.model is User
        and model is not LogEntry
        and (not model.__module__.startswith("annotator.") or model._meta.auto_created)
    ]
