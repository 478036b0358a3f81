"""Forms of the desk: strings to stories, people and roles. They decide nothing."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser

from annotator.annotations.models import NoticeKind
from annotator.people.models import Role, User
from articles.models import Story

# At run time Django's ModelForm takes no type argument.
if TYPE_CHECKING:
    StoryModelForm = forms.ModelForm[Story]
else:
    StoryModelForm = forms.ModelForm


class StoryForm(StoryModelForm):
    """What a story says of itself."""

    class Meta:
        model = Story
        fields = (
            "title", "guidelines", "readers", "take_next", "hide_sources", "readers_settle",
            "copy_share",
        )  # fmt: skip
        widgets = {"guidelines": forms.Textarea(attrs={"rows": 8, "dir": "auto"})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["copy_share"].required = False

    def clean_copy_share(self) -> int:
        """Keep the share as it was where the field is left empty."""
        return self.cleaned_data["copy_share"] or self.instance.copy_share


class RolesForm(forms.Form):
    """Which roles somebody has; `cleaned_data["roles"]` is the list of their names."""

    roles = forms.MultipleChoiceField(
        choices=[(role.value, role.label.capitalize()) for role in Role],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role."},
    )


class MemberForm(RolesForm):
    """Somebody of the desk, by username or address; `cleaned_data["who"]` is the person."""

    who = forms.CharField(
        label="Username or email address",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = ("who", "roles")

    def clean_who(self) -> AbstractBaseUser:
        """Return the person. Raises ValidationError where nobody, or several, are known by that."""
        asked = self.cleaned_data["who"].strip()
        people = User.objects.filter(is_active=True)
        named = people.filter(username=asked).first()
        found = [named] if named else list(people.filter(email__iexact=asked)[:2])
        if not found:
            raise forms.ValidationError(
                f"Nobody of the desk is known as “{asked}”. Check the spelling, "
                "or invite them by mail, below."
            )
        if len(found) > 1:
            raise forms.ValidationError("Several people have this address: give the username.")
        return found[0]


class InviteForm(RolesForm):
    """An address to invite; the letter goes there."""

    email = forms.EmailField(
        label="Email address",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email", "roles")


class NoticeForm(forms.Form):
    """Which of the news at an article is opened."""

    kind = forms.ChoiceField(choices=NoticeKind.choices)
