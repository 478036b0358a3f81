"""Forms of the desk: strings to people, roles and articles. They decide nothing."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from annotator.people.models import Membership, Role, User
from articles.models import Article, Story

# At run time Django's ModelForm takes no type argument.
if TYPE_CHECKING:
    StoryModelForm = forms.ModelForm[Story]
    Several = forms.ModelMultipleChoiceField[Any]
else:
    StoryModelForm, Several = forms.ModelForm, forms.ModelMultipleChoiceField


class StoryForm(StoryModelForm):
    class Meta:
        model = Story
        fields = ("title", "guidelines", "readers", "readers_settle", "copy_share")
        widgets = {"guidelines": forms.Textarea(attrs={"rows": 8, "dir": "auto"})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["copy_share"].required = False

    def clean_copy_share(self) -> int:
        """Left empty, it is as it was."""
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


class AssignForm(forms.Form):
    """Some articles of the story and some of its annotators."""

    people = Several(
        queryset=User.objects.none(),
        error_messages={"required": "Choose who is to read."},
    )
    articles = Several(
        queryset=Article.objects.none(),
        error_messages={"required": "Choose at least one article."},
    )

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = annotators_of(story)  # type: ignore[attr-defined]
        self.fields["articles"].queryset = story.articles.defer("text")  # type: ignore[attr-defined]


def annotators_of(story: Story) -> QuerySet[User]:
    """Those who may be asked to read in the story, by name."""
    able = Membership.objects.filter(story=story, annotator=True).order_by().values("user")
    return User.objects.filter(pk__in=able, is_active=True).order_by("username")
