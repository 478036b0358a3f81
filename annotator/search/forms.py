"""Read what is asked of the search: the box, what it is narrowed to, the order, the page."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from annotator.search.access import Reach
from annotator.search.finding import Cursor, Sought
from annotator.search.models import FoundKind
from annotator.search.query.syntax import MOST_CHARACTERS, Query, SearchError, read_query

NEWEST = "newest"
KIND_NAMES = {
    "article": "Articles", "annotation": "Highlights", "note": "Notes", "entity": "Names",
    "question": "Questions",
}  # fmt: skip
_CURSOR = re.compile(r"(\d{1,9})\.(\d{1,18})\Z", re.ASCII)


class SearchForm(forms.Form):
    """The search: words and fields, a kind, a story, an order, and where the page begins."""

    q = forms.CharField(
        label="Search for",
        required=False,
        widget=forms.TextInput({"type": "search", "dir": "auto"}),
    )
    kind = forms.ChoiceField(
        label="Kind", required=False,
        choices=[("", "Everything"), *((kind, KIND_NAMES[kind]) for kind in FoundKind.values)],
    )  # fmt: skip
    story = forms.ChoiceField(label="Story", required=False)
    sort = forms.ChoiceField(
        label="Sort by",
        required=False,
        choices=[("", "What answers best"), (NEWEST, "Newest first")],
    )
    after = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, reach: Reach) -> None:
        super().__init__(data)
        self.unread: SearchError | None = None
        titled = sorted(reach.titles.items(), key=lambda each: each[1].casefold())
        stories = [(reach.slugs[key], title) for key, title in titled]
        self.fields["story"] = forms.ChoiceField(
            label="Story", required=False, choices=[("", "Every story"), *stories]
        )
        self.order_fields(["q", "kind", "story", "sort", "after"])
        self.fields["q"].widget.attrs["maxlength"] = MOST_CHARACTERS

    def clean_q(self) -> Query:
        """Return what is typed as it is read. Raises ValidationError, and keeps the place."""
        try:
            return read_query(self.cleaned_data["q"])
        except SearchError as error:
            self.unread = error
            raise ValidationError(str(error)) from error

    def clean_after(self) -> Cursor | None:
        """Return behind which hit the page begins; None for the first page."""
        given = self.cleaned_data["after"]
        match = _CURSOR.match(given)
        if given and not match:
            raise ValidationError("This address was cut short. Search again from the first page.")
        return Cursor(int(match[1]), int(match[2])) if match else None

    def asked(self) -> Sought:
        """Return what is searched for, of a form that is valid."""
        given = self.cleaned_data
        newest = given["sort"] == NEWEST
        return Sought(given["q"], given["kind"], given["story"], newest, given["after"])

    def is_blank(self) -> bool:
        """Return whether nothing is asked for yet."""
        return not any(self.data.get(name, "").strip() for name in ("q", "kind", "story"))
