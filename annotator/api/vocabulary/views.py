"""Labels, the registry of entities, and the questions of a story."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from ninja import Query, Router, Schema, Status

from annotator.api.access import ApiRequest
from annotator.api.cursors import PageOut, number, page_of_rows
from annotator.api.cursors import slug as slug_key
from annotator.api.entity_tags import check_match
from annotator.api.forms import checked, sent
from annotator.api.operations import needs
from annotator.api.vocabulary.schemas import (
    EntityOut,
    EntityQuery,
    LabelOut,
    LabelQuery,
    QuestionIn,
    QuestionOut,
    QuestionPatch,
    QuestionQuery,
)
from annotator.comparison.access import question_for
from annotator.comparison.curation_log.actions import reword
from annotator.comparison.curation_log.settings import set_question
from annotator.comparison.questions.settings_form import SHARES, SettingsForm
from annotator.people.access import READERS, SETTLERS, story_for
from annotator.people.models import TokenScope
from annotator.vocabulary.actions import get_or_make_question
from annotator.vocabulary.models import Entity, Label, Question
from annotator.vocabulary.question_settings import SETTINGS, fitting, settings_of

router = Router(tags=["Vocabulary"])
Told = TypeVar("Told", bound=Schema)


@router.get(
    "/stories/{str:slug}/labels", response=PageOut[LabelOut], **needs(TokenScope.READ_SETTLED)
)
def list_labels(request: ApiRequest, slug: str, asked: Query[LabelQuery]) -> PageOut[LabelOut]:
    """List the labels of the desk."""
    story_for(request, slug)
    rows = Label.objects.all()
    rows = rows.filter(kind=asked.kind) if asked.kind else rows
    rows = rows if asked.active is None else rows.filter(active=asked.active)
    page, following = page_of_rows(rows, asked, slug_key, by="slug")
    return PageOut(items=[_told(LabelOut, label) for label in page], next=following)


@router.get(
    "/stories/{str:slug}/entities", response=PageOut[EntityOut], **needs(TokenScope.READ_SETTLED)
)
def list_entities(request: ApiRequest, slug: str, asked: Query[EntityQuery]) -> PageOut[EntityOut]:
    """List the registry, which is the whole desk's."""
    story_for(request, slug)
    rows = Entity.objects.filter(active=True).prefetch_related("aliases")
    if asked.text:
        called = Q(name__icontains=asked.text) | Q(aliases__name__icontains=asked.text)
        rows = rows.filter(pk__in=Entity.objects.filter(called).order_by().values("pk"))
    page, following = page_of_rows(rows, asked, number)
    return PageOut(items=[_entity(entity) for entity in page], next=following)


@router.get(
    "/stories/{str:slug}/entities/{str:entity}",
    response=EntityOut,
    **needs(TokenScope.READ_SETTLED),
)
def read_entity(request: ApiRequest, slug: str, entity: str) -> EntityOut:
    """Read one entity; one that was merged away, too."""
    story_for(request, slug)
    found = Entity.objects.filter(slug=entity).first()
    if found is None:
        raise Http404
    return _entity(found)


@router.get(
    "/stories/{str:slug}/questions", response=PageOut[QuestionOut], **needs(TokenScope.READ_SETTLED)
)
def list_questions(
    request: ApiRequest, slug: str, asked: Query[QuestionQuery]
) -> PageOut[QuestionOut]:
    """List the questions of a story that are in use."""
    rows = Question.objects.filter(story=story_for(request, slug), active=True)
    rows = rows.filter(wording__icontains=asked.text) if asked.text else rows
    rows = rows.filter(type=asked.type) if asked.type else rows
    page, following = page_of_rows(rows, asked, number)
    return PageOut(items=[_told(QuestionOut, question) for question in page], next=following)


@router.post(
    "/stories/{str:slug}/questions",
    response={200: QuestionOut, 201: QuestionOut},
    **needs(TokenScope.MANAGE),
)
def ask_question(request: ApiRequest, slug: str, body: QuestionIn) -> Status[QuestionOut]:
    """Ask a story's sources a question: 201, or 200 with the one of this wording that is there.
    For adjudicators and managers."""
    story = story_for(request, slug, SETTLERS)
    settings = fitting(_settings(settings_of(Question()), body))
    with transaction.atomic():
        before = set(story.questions.order_by().values_list("pk", flat=True))
        question = get_or_make_question(story, body.wording, request.user, **settings)
    made = question.pk not in before
    return Status(201 if made else 200, _told(QuestionOut, question))


@router.get(
    "/stories/{str:slug}/questions/{int:question_id}",
    response=QuestionOut,
    **needs(TokenScope.READ_SETTLED),
)
def read_question(request: ApiRequest, slug: str, question_id: int) -> QuestionOut:
    """Read one question of a story."""
    return _told(QuestionOut, question_for(request, slug, question_id, READERS))


@router.patch(
    "/stories/{str:slug}/questions/{int:question_id}",
    response=QuestionOut,
    **needs(TokenScope.MANAGE, 412),
)
def change_question(
    request: ApiRequest, slug: str, question_id: int, body: QuestionPatch
) -> QuestionOut:
    """Change the wording of a question, or what decides its row. Each can be undone on the
    story's pages. For adjudicators and managers."""
    found = question_for(request, slug, question_id)
    with transaction.atomic():
        locked = Question.objects.select_for_update().get(pk=found.pk)
        check_match(request, _told(QuestionOut, locked))
        settings = _settings(settings_of(locked), body)
        if body.wording is not None:
            reword(found, body.wording, request.user)
        set_question(found, settings, request.user)
    return _told(QuestionOut, Question.objects.get(pk=found.pk))


def _settings(stands: dict[str, Any], body: QuestionPatch) -> dict[str, Any]:
    """Return the settings as the page's own form takes them, with what the body changes."""
    values = stands | sent(body)
    values = {name: values[name] for name in SETTINGS}
    # The form asks for per cent, and takes what is empty as unsaid.
    shares = {name: values[name] for name in SHARES if values[name] != ""}
    values |= {name: f"{share * 100:.10g}" for name, share in shares.items()}
    form = SettingsForm({name: "" if value is None else value for name, value in values.items()})
    checked(form)
    return form.settings()


def _told(schema: type[Told], thing: Any) -> Told:
    return schema(**{name: getattr(thing, name) for name in schema.model_fields})


def _entity(entity: Entity) -> EntityOut:
    names = EntityOut.model_fields.keys() - {"aliases"}
    return EntityOut(
        aliases=[alias.name for alias in entity.aliases.all()],
        **{name: getattr(entity, name) for name in names},
    )
