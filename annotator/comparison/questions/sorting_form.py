"""The form that sorts the worded answers of a question: strings to keys; it decides nothing."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from django import forms

from annotator.comparison.questions.sorting import Wording, keys_of
from annotator.text import fold

NEW_GROUPS = 6
"""Groups that can be made at once."""
KEY_LENGTH = 200


class AnswerGroup(NamedTuple):
    """A group as the page shows it: its choice, its key, and the wordings in it."""

    choice: str
    key: str
    wordings: list[Wording]
    number: int


class WordingListForm(forms.Form):
    """What the wordings of a page can be narrowed to, and their order."""

    text = forms.CharField(required=False, label="Words or source")
    sort = forms.ChoiceField(
        required=False,
        label="Sort by",
        choices=[("", "Near ones together"), ("date", "Oldest article first")],
    )


class SortingForm(forms.Form):
    """Where each wording of a page goes, and what each group is called.

    A wording that the form does not name stays where it is.
    """

    def __init__(self, data: Any, wordings: Sequence[Wording]) -> None:
        super().__init__(data)
        self.wordings = {one.name: one for one in wordings}
        self.keys = keys_of(wordings)
        # By its name, not by its place: groups change places while somebody sorts.
        self.groups = {f"g{sha256(key.encode()).hexdigest()[:12]}": key for key in self.keys}
        self.choices = list(self.groups)
        self.new = [f"n{n}" for n in range(NEW_GROUPS)]
        for choice in (*self.choices, *self.new):
            self.fields[f"called-{choice}"] = forms.CharField(
                required=False,
                max_length=KEY_LENGTH,
                error_messages={
                    "max_length": f"A group's name has at most {KEY_LENGTH} characters."
                },
            )
        self.sent = [name[3:] for name in data if name.startswith("to-")] if data else []

    def clean(self) -> dict[str, Any]:
        if unknown := [name for name in self.sent if name not in self.wordings]:
            raise forms.ValidationError(
                f"{len(unknown)} of these answers changed since you looked: sort the page as it is "
                "now."
            )
        allowed = {"", *self.choices, *self.new}
        gone = any(name.startswith("called-g") and name not in self.fields for name in self.data)
        if gone or any(self.data[f"to-{name}"] not in allowed for name in self.sent):
            raise forms.ValidationError("There is no such group. Look again.")
        names = [self._called(choice) for choice in self.choices]
        if len({fold(name) for name in names}) < len(names):
            raise forms.ValidationError(
                "Two groups have one name: put their answers into one of the two instead."
            )
        return self.cleaned_data

    def wanted(self) -> dict[str, str]:
        """Return the key that each wording is to have, by its name, once the form is valid."""
        called = {choice: self._called(choice) for choice in self.choices}
        spelled = {fold(name): name for name in called.values()}
        keys: dict[str, str] = {}
        for name in self.sent:
            choice = self.data[f"to-{name}"]
            if choice in self.new and choice not in called:
                key = self._called(choice) or self.wordings[name].text[:KEY_LENGTH]
                called[choice] = spelled.setdefault(fold(key), key)
            keys[name] = called.get(choice, "")
        renamed = dict(zip(self.keys, (called[one] for one in self.choices), strict=True))
        rest = {name: one for name, one in self.wordings.items() if name not in keys}
        keys |= {name: renamed[one.key] for name, one in rest.items() if one.key}
        return {name: key for name, key in keys.items() if key != self.wordings[name].key}

    def _called(self, choice: str) -> str:
        """Return what a group is called now; an emptied name is the one that it had."""
        given = " ".join(self.cleaned_data.get(f"called-{choice}", "").split())
        return given or self.groups.get(choice, "")


def groups_shown(form: SortingForm, page: Sequence[Wording]) -> list[AnswerGroup]:
    """Return the groups with those of the page's wordings that are in them."""
    return [
        AnswerGroup(choice, key, [one for one in page if one.key == key], n + 1)
        for n, (choice, key) in enumerate(zip(form.choices, form.keys, strict=True))
    ]


def choice_of(form: SortingForm) -> Mapping[str, str]:
    """Return the form's choice for each key."""
    return dict(zip(form.keys, form.choices, strict=True))
