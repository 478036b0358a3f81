"""Texts with their marks as other programs have them: every format of the registry, out and in.

A format that is added to `annotator/exchange/formats/registry.py` has its address by that.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponseBase
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Router, Status, UploadedFile

from annotator.annotations.models import Layer
from annotator.api.access import ApiRequest, sees_settled_only
from annotator.api.formats.schemas import AboutForeign, ForeignOut
from annotator.api.operations import body_of, needs
from annotator.api.parsing import read_json
from annotator.api.problems import Problem, UnreadableBody, in_body, in_query, refused, unfit
from annotator.desk.stories.foreign_choices import members_of
from annotator.desk.stories.foreign_forms import ForeignForm
from annotator.exchange.formats.format import Format
from annotator.exchange.formats.intake.actions import plan
from annotator.exchange.formats.intake.choices import ForeignChoices, proposed_labels
from annotator.exchange.formats.intake.reading import Foreign
from annotator.exchange.formats.outgoing import FormatFilters, filters_of, outgoing, sent
from annotator.exchange.formats.registry import written_formats
from annotator.exchange.imports.judging import untold
from annotator.exchange.imports.reach import reach_of
from annotator.exchange.imports.read_csv import ImportRefused
from annotator.people.access import MANAGERS, READERS, SETTLERS, story_for
from annotator.people.models import TokenScope
from annotator.vocabulary.models import Label
from articles.models import Story

MOST_TOLD = 200
MORE_THAN_SETTLED = (
    "The token reads what is settled alone, and this is more: make one that reads all."
)

router = Router(tags=["Formats"])


def _route(one: Format) -> None:
    def download(request: ApiRequest, slug: str) -> HttpResponseBase:
        return _file(request, slug, one)

    download.__name__ = f"format_{one.name.replace('-', '_')}"
    people = "every member" if one.open_to(False) else "adjudicators and managers"
    download.__doc__ = f"{one.title}. {one.sentence} For {people}."
    kind = one.media_type.partition(";")[0]
    shape = {} if kind.endswith("json") else {"type": "string", "format": "binary"}
    answer = body_of(kind, shape, f"The file, {one.ending}.")
    router.get(
        f"/stories/{{str:slug}}/formats/{one.name}",
        summary=f"Take it as {one.title}",
        **needs(TokenScope.READ_SETTLED, parameters=_parameters(one), **answer),
    )(download)


def _parameters(one: Format) -> list[dict[str, Any]]:
    if not one.narrows:
        return []
    schema = {"type": "string", "maxLength": 200}
    return [
        {"in": "query", "name": name, "required": False, "schema": schema, "description": name}
        for name in FormatFilters.base_fields
        if name != "bom"
    ]


for each in written_formats():
    _route(each)


def _file(request: ApiRequest, slug: str, one: Format) -> HttpResponseBase:
    story = story_for(request, slug, READERS)
    if not one.open_to(bool(request.membership.roles & SETTLERS)):
        raise PermissionDenied(f"{one.title} is for adjudicators and managers.")
    if one.missing():
        raise Http404
    address = request.GET.copy()
    settled_only = sees_settled_only(request)
    if settled_only and not one.settled:
        if not one.narrows or address.get("layer", Layer.GOLD) != Layer.GOLD:
            raise Problem(403, MORE_THAN_SETTLED)
        address["layer"] = Layer.GOLD.value
    form = filters_of(one, address, story, request.membership)
    if not form.is_valid():
        raise refused(form, in_query)
    base = request.build_absolute_uri("/").rstrip("/")
    # Who has read an article is more than what is settled of it.
    readers = Q(pk__in=[]) if settled_only else Q()
    return sent(one, outgoing(one, [story], form, request.membership, base, readers), story.slug)


@router.post(
    "/stories/{str:slug}/formats",
    response={200: ForeignOut, 201: ForeignOut},
    **needs(TokenScope.MANAGE),
)
def add_foreign_files(
    request: ApiRequest, slug: str, about: Form[AboutForeign], files: File[list[UploadedFile]]
) -> Status[ForeignOut]:
    """Take in files of other programs, texts with their marks, all or nothing: 201, or 200 where
    nothing is new, or with `preview`. For managers."""
    story = story_for(request, slug, MANAGERS)
    uploads: MultiValueDict[str, Any] = MultiValueDict({"uploads": files})
    fields = about.model_dump(include={"named", "source"}) | {"submitted": about.submitted or ""}
    foreign = ForeignForm(fields, uploads).foreign()
    if foreign.problems:
        raise unfit(in_body("", str(each)) for each in foreign.problems[:MOST_TOLD])
    base = request.build_absolute_uri("/").rstrip("/")
    choices, reach = _choices(story, foreign, about, base), reach_of(request.user, story)
    planned = plan(story, foreign, choices, create=True, tell=untold, reach=reach)
    if planned.problems:
        raise unfit(in_body("", str(each)) for each in planned.problems[:MOST_TOLD])
    answer = ForeignOut(
        stored=len(planned.judged.fresh),
        skipped=planned.judged.skipped,
        made=planned.made(),
        left_out=planned.left_out,
        not_taken=[str(each) for each in planned.not_taken[:MOST_TOLD]],
    )
    if about.preview:
        return Status(200, answer)
    try:
        planned.store(untold)
    except ImportRefused as error:
        raise unfit(in_body("", str(each)) for each in error.problems[:MOST_TOLD]) from error
    return Status(201 if answer.stored or answer.made else 200, answer)


def _choices(story: Story, foreign: Foreign, about: AboutForeign, base: str) -> ForeignChoices:
    """Return what stands for labels and annotators. Raises Problem for what is none here."""
    labels, annotators = _object("labels", about.labels), _object("annotators", about.annotators)
    here = list(Label.objects.filter(active=True).values_list("slug", "name"))
    slugs, members = {slug for slug, _ in here}, {one.username for one in members_of(story)}
    likely = proposed_labels(foreign.labels(), here)
    own = {name: name if name in members else "" for name in foreign.annotators()}
    faults = [
        in_body(place, f"“{value[:60]}” is {what}.")
        for place, given, known, what in (
            ("labels", labels, slugs, "no label of this desk"),
            ("annotators", annotators, members, "no member of this story"),
        )
        for value in given.values()
        if value and value not in known
    ]
    if faults:
        raise unfit(faults)
    return ForeignChoices(likely | labels, own | annotators, about.source, about.submitted, base)


def _object(name: str, text: str) -> dict[str, str]:
    """Return a JSON object of words. Raises Problem for anything else."""
    try:
        found = read_json(text.encode("utf-8", "surrogatepass"))
    except UnreadableBody as error:
        raise unfit([in_body(name, str(error))]) from error
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise unfit([in_body(name, 'Write a JSON object of words: {"PER": "entity-person"}.')])
    return found
