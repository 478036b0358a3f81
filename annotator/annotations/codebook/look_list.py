"""The list of what is to be looked at again, as somebody has narrowed it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from annotator.annotations.codebook.forms import SecondLookForm
from annotator.annotations.codebook.second_look import LookReach, look_reach, to_look_at
from annotator.annotations.models import Annotation
from annotator.people.models import Membership, User
from annotator.vocabulary.codebook.editions import changed_since
from annotator.vocabulary.models import CodebookEntry, Label
from articles.models import Story

ORDER = {
    "": ("article__story__title", "article__story", "article", "start"),
    "label": ("label", "article__story__title", "article", "start"),
    "-changed": ("-updated_at",),
}


@dataclass(frozen=True)
class LookList:
    """What one person is to look at again, by a form that may be refused."""

    reach: LookReach
    form: SecondLookForm

    def rows(self) -> QuerySet[Annotation]:
        """Return the annotations of the list in its order. The form has been found valid."""
        wanted = self.form.cleaned_data
        edition = int(wanted["edition"]) if wanted["edition"] else None
        narrowed = {
            "article__story": wanted["story"], "label": wanted["label"],
            "annotator": wanted["annotator"], "layer": wanted["layer"],
        }  # fmt: skip
        found = to_look_at(self.reach, edition)
        found = found.filter(**{name: value for name, value in narrowed.items() if value})
        found = found.filter(self.reach.own) if wanted["mine"] else found
        return found.order_by(*ORDER[wanted["sort"]], "pk")

    def confirmable(self) -> list[UUID]:
        """Return the keys of those that are the user's to confirm."""
        mine = self.rows().filter(self.reach.own).order_by("pk")
        return list(mine.values_list("pk", flat=True))


def look_list(user: User, query: Any) -> LookList:
    """Return the list that the user has narrowed by the words of a query."""
    reach = look_reach(user)
    entries = CodebookEntry.objects.filter(adds=False, same_meaning=False)
    entries = entries.exclude(edition__published_at=None).order_by()
    numbers = sorted(set(entries.values_list("edition__number", flat=True)), reverse=True)
    known = Membership.objects.filter(story__in=reach.settled).values("user")
    form = SecondLookForm(
        query,
        editions=numbers,
        stories=Story.objects.filter(pk__in=reach.stories).defer("guidelines"),
        labels=Label.objects.filter(pk__in=list(changed_since())),
        people=User.objects.filter(Q(pk__in=known) | Q(pk=user.pk)).order_by("username"),
    )
    return LookList(reach, form)
