"""Store what the rows of files come to as one whole: made ready in pieces, stored at once."""

from collections.abc import Iterable, Iterator, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from annotator.annotations.models import Annotation, Assignment, AssignmentState
from annotator.annotations.recording.staging import StagedRowsGone, Tell, staging
from annotator.background.events import EventKind, tell_each
from annotator.exchange.imports.import_lookup import ImportLookup, NewArticle
from annotator.exchange.imports.machine_rows import MachineRead
from annotator.exchange.imports.read_csv import ImportRefused, RowProblem
from annotator.machines.recording.restoring import restore_reading
from annotator.people.models import User
from annotator.refusals import broken_constraint, refusal
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from annotator.vocabulary.actions import store_as_given
from articles.actions import Outlets, store
from articles.models import Article, Story

REASON = "imported"
MEANWHILE = (
    "Something that the rows name was changed or removed while they were read. Import again."
)
AT_ONCE = 500


def store_whole(
    desk: ImportLookup,
    annotations: Sequence[Annotation],
    new: Sequence[Assignment],
    changed: Sequence[Assignment],
    tell: Tell,
    machines: Sequence[MachineRead] = (),
) -> dict[str, int]:
    """Store everything or nothing, first the things that others refer to.

    `tell` hears how many rows are ready. Returns how many things were made beside the rows, by what
    they are. Raises ImportRefused where the database refuses one, or what was judged has changed.
    """
    of = len(annotations) + len(new) + len(changed)
    with staging() as staged:
        staged.add(new, tell, 0, of)
        staged.add(changed, tell, len(new), of)
        staged.add(annotations, tell, len(new) + len(changed), of)
        try:
            with transaction.atomic():
                _texts_as_judged(desk)
                made = _make(desk)
                staged.store(REASON)
                for read in machines:
                    restore_reading(*read)
                tell_each(EventKind.READING_SUBMITTED, _submitted((*new, *changed)))
                marked = [one.annotation for read in machines for one in read.marks]
                _record_import(made, [*annotations, *marked], new, changed)
        except (ValidationError, StagedRowsGone, IntegrityError) as error:
            raise ImportRefused([RowProblem("import", 0, _in_words(error))]) from error
    return made | ({"assignment": len(new)} if new else {})


def _record_import(
    made: dict[str, int],
    annotations: Sequence[Annotation],
    new: Sequence[Assignment],
    changed: Sequence[Assignment],
) -> None:
    """Tell the trust log how many rows came in, and what was made for them: one line."""
    facts = {"annotations": len(annotations), "assignments": len(new) + len(changed), **made}
    if not any(facts.values()):
        return
    rows: list[Annotation | Assignment] = [*annotations, *new, *changed]
    stories = {one.article.story for one in rows}
    record(TrustKind.IMPORTED, story=stories.pop() if len(stories) == 1 else None, facts=facts)


def _submitted(readings: Iterable[Assignment]) -> Iterator[tuple[int, int]]:
    """Yield story and article of the readings that are submitted."""
    for one in readings:
        if one.state == AssignmentState.SUBMITTED:
            yield one.article.story_id, one.article.pk  # new ones have their keys by now


def _texts_as_judged(desk: ImportLookup) -> None:
    """Raise ValidationError where the text of an article is another than when rows were judged."""
    versions = desk.versions()
    keys = sorted(versions)
    for first in range(0, len(keys), AT_ONCE):
        among = Article.objects.filter(pk__in=keys[first : first + AT_ONCE]).order_by()
        today = dict(among.values_list("pk", "version"))
        if any(today.get(pk) != versions[pk] for pk in keys[first : first + AT_ONCE]):
            raise ValidationError(MEANWHILE)


def _make(desk: ImportLookup) -> dict[str, int]:
    """Make the things and memberships that are missing; return how many of which."""
    made: dict[str, int] = {}
    if desk.new_articles:
        made["article"] = _make_articles(desk)
    for (name, *_), (thing, _) in desk.new.items():
        if isinstance(thing, User):
            thing.save()
        else:
            store_as_given(thing, None)
        made[name] = made.get(name, 0) + 1
    for membership in desk.new_members.values():
        membership.user = membership.user  # takes over the key of a user made just now
        membership.save()
    return made


def _make_articles(desk: ImportLookup) -> int:
    """Store the new articles, and give those that stand for them their keys; return how many."""
    by_story: dict[str, list[NewArticle]] = {}
    for new in desk.new_articles:
        by_story.setdefault(new.article.story.slug, []).append(new)
    created = 0
    for of_story in by_story.values():
        story = of_story[0].article.story
        created += store(story, [new.draft for new in of_story], alone=False).created
        outlets = Outlets()
        keys = _keys_of(story, [new.draft.sha256 for new in of_story])
        for new in of_story:
            new.article.pk = keys[outlets[new.draft.source].pk, new.draft.sha256]
    return created


def _keys_of(story: Story, hashes: Sequence[str]) -> dict[tuple[int, str], int]:
    """Return the keys of the story's articles of these texts, by source and hash."""
    keys: dict[tuple[int, str], int] = {}
    for first in range(0, len(hashes), AT_ONCE):
        among = Article.objects.filter(
            story=story, text_sha256__in=hashes[first : first + AT_ONCE]
        ).order_by()
        for pk, source, sha in among.values_list("pk", "source_id", "text_sha256"):
            keys[source, sha] = pk
    return keys


def _in_words(error: ValidationError | StagedRowsGone | IntegrityError) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, IntegrityError):
        for model in (Annotation, Assignment):
            if broken_constraint(error, model) in {one.name for one in model._meta.constraints}:
                return " ".join(refusal(error, model).messages)
    return MEANWHILE
