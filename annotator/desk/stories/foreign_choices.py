"""What each label and annotator of the files is here: as sent, else as is most likely."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from annotator.exchange.formats.document import FormatMark
from annotator.exchange.formats.intake.choices import ForeignChoices, proposed_labels
from annotator.exchange.formats.intake.reading import Foreign
from annotator.people.models import Membership
from annotator.vocabulary.models import Label
from articles.models import Story

MOST_NAMES = 200


class NameChoice(NamedTuple):
    """A label or an annotator of the files, and what it is here: '' leaves it out."""

    field: str
    name: str
    number: int
    example: str
    here: str


class ChoiceLists(NamedTuple):
    """What is chosen of each name that the files use."""

    labels: list[NameChoice]
    annotators: list[NameChoice]
    more: int
    """Names beyond those that fit the page; they are left out."""

    def choices(self, source: str, submitted: bool, base: str) -> ForeignChoices:
        """Return them as an import takes them; `base` is the desk's address."""
        return ForeignChoices(
            {one.name: one.here for one in self.labels},
            {one.name: one.here for one in self.annotators},
            source,
            submitted,
            base,
        )


def choice_lists(foreign: Foreign, story: Story, sent: Mapping[str, str]) -> ChoiceLists:
    """Return what each name of the files is here: as sent, else as is most likely."""
    labels, annotators = foreign.labels(), foreign.annotators()
    here = list(Label.objects.filter(active=True).values_list("slug", "name"))
    likely = proposed_labels(labels, here)
    members = {one.username for one in members_of(story)}
    examples: dict[str, FormatMark] = {}
    for mark in foreign.marks():
        examples.setdefault(mark.label, mark)
    slugs = {slug for slug, _ in here}
    return ChoiceLists(
        [
            NameChoice(
                f"label-{at}",
                name,
                labels[name],
                _example(examples.get(name)),
                _chosen(sent, f"label-{at}", likely[name], slugs),
            )
            for at, name in enumerate(list(labels)[:MOST_NAMES])
        ],
        [
            NameChoice(
                f"annotator-{at}",
                name,
                annotators[name],
                "",
                _chosen(sent, f"annotator-{at}", name, members),
            )
            for at, name in enumerate(list(annotators)[:MOST_NAMES])
        ],
        max(0, len(labels) - MOST_NAMES) + max(0, len(annotators) - MOST_NAMES),
    )


def _chosen(sent: Mapping[str, str], field: str, likely: str, known: set[str]) -> str:
    """Return what was sent, or what is likely; '' where it is nothing that is known here."""
    here = sent.get(field, likely)
    return here if here in known else ""


def _example(mark: FormatMark | None) -> str:
    if mark is None:
        return ""
    return mark.quote if len(mark.quote) <= 60 else mark.quote[:59] + "…"


class MemberChoice(NamedTuple):
    """A member whose reading marks may be."""

    username: str
    name: str


def members_of(story: Story) -> list[MemberChoice]:
    """Return the members of the story, by name."""
    among = Membership.objects.filter(story=story, user__is_active=True).select_related("user")
    found = [MemberChoice(one.user.username, str(one.user)) for one in among]
    return sorted(found, key=lambda one: one.name.casefold())


def offered_labels() -> Iterator[tuple[str, str]]:
    """Yield slug and words of each label that can be chosen."""
    for label in Label.objects.filter(active=True):
        yield label.slug, str(label)
