"""Read what is done with a saved search: which one, and what it shall be called."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from annotator.people.models import User
from annotator.search.models import FoundKind, SavedSearch
from annotator.search.query.syntax import MOST_CHARACTERS, SearchError, read_query


class SaveForm(forms.Form):
    """A search to keep, and its name."""

    name = forms.CharField(label="Name", max_length=80)
    q = forms.CharField(required=False, max_length=MOST_CHARACTERS)
    kind = forms.ChoiceField(required=False, choices=[("", ""), *FoundKind.choices])
    story = forms.SlugField(required=False, allow_unicode=True, max_length=80)
    sort = forms.ChoiceField(required=False, choices=[("", ""), ("newest", "")])

    def clean_q(self) -> str:
        """Return the search as it was typed. Raises ValidationError where it cannot be read."""
        typed = str(self.cleaned_data["q"])
        try:
            read_query(typed)
        except SearchError as error:
            raise ValidationError(str(error)) from error
        return typed


class KeptSearchForm(forms.Form):
    """One of one's own saved searches; nobody else's is there."""

    saved = forms.ModelChoiceField(
        SavedSearch.objects.none(),
        error_messages={"invalid_choice": "This saved search is not there. Reload the page."},
    )

    def __init__(self, data: Any, *, user: User, deleted: bool = False) -> None:
        super().__init__(data)
        own = SavedSearch.objects.filter(user=user, deleted_at__isnull=not deleted)
        self.fields["saved"].queryset = own  # type: ignore[attr-defined]


class RenameForm(KeptSearchForm):
    """One of one's own saved searches, and what it is called from now on."""

    name = forms.CharField(label="Name", max_length=80)
