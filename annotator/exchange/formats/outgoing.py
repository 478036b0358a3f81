"""Put together what of the desk goes into a file of a format, and send it."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import Q
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from annotator.annotations.models import Layer
from annotator.annotations.visibility.blind_review import (
    articles_hidden_from,
    assignments_visible_to,
)
from annotator.annotations.visibility.portions import portion_of
from annotator.exchange.formats.format import Format, Outgoing
from annotator.exchange.formats.stored import documents_of, vocabulary_of
from annotator.exchange.forms import OF_PEOPLE, LabelsFilters
from annotator.exchange.tables.member_tables import LABELS
from annotator.navigation import way
from annotator.one_state import one_state
from annotator.people.models import Membership
from articles.models import Story


class FormatFilters(LabelsFilters):
    """Filters of a format's file: those of labels.csv, without the byte-order mark."""

    def __init__(self, data: Any, story: Story | None, membership: Membership | None) -> None:
        super().__init__(data, story, membership)
        del self.fields["bom"]


def filters_of(
    one: Format, data: Any, story: Story | None, membership: Membership | None
) -> FormatFilters:
    """Return the form with which the format's file is narrowed. Of formats that hold what is
    settled alone, no layer is asked, and of what is compared none of machines."""
    form = FormatFilters(data, story, membership)
    if not one.narrows:
        form.fields.clear()
    elif one.settled:
        form.fields["layer"] = forms.ChoiceField(
            choices=[("", "settled")], required=False, widget=forms.HiddenInput
        )
    elif one.of_settlers:
        form.fields["layer"].choices = OF_PEOPLE  # type: ignore[attr-defined]
    return form


def outgoing(
    one: Format,
    stories: Sequence[Story],
    form: FormatFilters,
    membership: Membership | None = None,
    base: str = "",
    readers: Q | None = None,
) -> Outgoing:
    """Return what a member of the one story may have in a file of the format; without one,
    everything.

    `readers` narrows further which submitted readings are told of. The form has been found valid.
    What is given must be read inside of `one_state`.
    """
    portion = portion_of(LABELS, stories, form, membership)
    if one.settled:
        portion = replace(portion, rows=portion.rows & Q(layer=Layer.GOLD))
    if membership is not None and (one.settled or one.of_settlers):
        # It tells of what is compared: nothing of it is of an article that is still to be read.
        hidden = articles_hidden_from(membership.user, stories[0])
        articles = portion.articles & ~Q(pk__in=hidden)
        portion = replace(portion, hidden=hidden, articles=articles)
    readers = Q(pk__in=[]) if portion.machines else readers or Q()
    if membership is not None:
        readers &= assignments_visible_to(membership.user, stories[0], membership)
    if annotator := form.cleaned_data.get("annotator"):
        readers &= Q(annotator=annotator)
    return Outgoing(
        documents=lambda: documents_of(portion, readers),
        vocabulary=lambda: vocabulary_of(portion),
        title=", ".join(story.title for story in portion.stories),
        base=base,
        portion=portion,
        articles=way("article", 0).removesuffix("0/"),
    )


def written(one: Format, out: Outgoing) -> Iterator[bytes]:
    """Yield the file, all of it as the desk was at one moment."""
    if one.write is None:
        raise ValueError(f"{one.name} is not written.")
    with one_state():
        yield from one.write(out)


def file_name(one: Format, slug: str) -> str:
    """Return the name of a story's file of today."""
    return f"{slug}-{one.name}-{timezone.localdate().isoformat()}{one.ending}"


def sent(one: Format, out: Outgoing, slug: str) -> StreamingHttpResponse:
    """Answer with the format's file, piece by piece."""
    return StreamingHttpResponse(
        _closing(written(one, out)),
        content_type=one.media_type,
        headers={"Content-Disposition": content_disposition_header(True, file_name(one, slug))},
    )


def _closing(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces; whoever goes away in the middle ends the reading at once."""
    with closing(pieces):  # type: ignore[type-var]
        yield from pieces
