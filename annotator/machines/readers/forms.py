"""Turn strings into values: a make, which reader, what a story wants of one."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from annotator.foreign_json import JsonRefused, read_json
from annotator.machines.access import readers_open_to
from annotator.machines.models import Engine, MachineReader, Shows, StoryReader
from annotator.machines.runs.asking import in_words
from annotator.people.models import User
from articles.models import Story

# At run time Django's field takes no type argument.
if TYPE_CHECKING:
    OneReader = forms.ModelChoiceField[MachineReader]
else:
    OneReader = forms.ModelChoiceField


class OptionsField(forms.CharField):
    """Options of an engine, as a JSON object."""

    def clean(self, value: Any) -> dict[str, Any]:
        """Return the options. Raises ValidationError where they are no JSON object."""
        text: str = super().clean(value)
        try:
            found = read_json(text or "{}")
        except JsonRefused as refusal:
            told = f"The options cannot be read. {refusal}"
            raise forms.ValidationError(told) from refusal
        if not isinstance(found, dict):
            raise forms.ValidationError('Write the options as {"name": value}.')
        return found


class MakeForm(forms.Form):
    """What a new reader is made of."""

    name = forms.CharField(
        label="Name", max_length=100, help_text="As people see it, and as exports name it."
    )
    engine = forms.ChoiceField(
        label="Engine",
        choices=[(one.value, in_words(one)) for one in Engine],
    )
    model = forms.CharField(
        label="Model", required=False, max_length=200,
        help_text="As the engine calls it.",
    )  # fmt: skip
    version = forms.CharField(
        label="Version", required=False, max_length=100,
        help_text="Where it is told, an engine that says another one is refused.",
    )  # fmt: skip
    options = OptionsField(
        label="Options", required=False, max_length=20_000,
        help_text='JSON, as {"endpoint": "local"}. Empty: as the engine has them.',
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr", "spellcheck": "false"}),
    )  # fmt: skip
    prompt = forms.CharField(
        label="Prompt", required=False, max_length=20_000, strip=False,
        help_text="What a language model is told besides the labels and the questions.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip

    def clean_prompt(self) -> str:
        """Return the prompt with the line ends of every system."""
        return str(self.cleaned_data["prompt"]).replace("\r\n", "\n").strip()


class ChooseForm(forms.Form):
    """One of the readers of other stories that the user may choose, and the story has not."""

    reader = OneReader(
        queryset=MachineReader.objects.none(), label="Reader", empty_label="Choose one"
    )

    def __init__(self, *args: Any, story: Story, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = readers_beside(story, user)
        self.fields["reader"].queryset = offered  # type: ignore[attr-defined]


class MachineSettingsForm(forms.Form):
    """What people see of a machine, and how much it may read."""

    shows = forms.ChoiceField(
        label="What people see of it",
        choices=[(one.value, one.label[:1].upper() + one.label[1:]) for one in Shows],
        widget=forms.RadioSelect,
    )
    unaided_percent = forms.IntegerField(
        label="Readings that never see its suggestions, per cent", min_value=0, max_value=100,
        help_text="Drawn by lot. Without them nobody can say what its suggestions do.",
    )  # fmt: skip
    daily_articles = forms.IntegerField(
        label="Articles a day", required=False, min_value=1, max_value=1_000_000,
        help_text="By UTC. Empty: as many as there are.",
    )  # fmt: skip
    most_cost = forms.DecimalField(
        label="What it may cost in all", required=False, min_value=0, max_digits=12,
        decimal_places=4,
        help_text="In the desk’s own currency, of what its engine tells. Empty: no limit.",
    )  # fmt: skip


class CountsForm(forms.Form):
    """Whether a machine counts as a reader."""

    counts = forms.ChoiceField(
        choices=[("yes", "yes"), ("no", "no")],
        error_messages={"required": "Say whether it is to count: press the button."},
    )


def readers_beside(story: Story, user: User) -> QuerySet[MachineReader]:
    """Return the readers that do not read for the story, of those that the user may choose."""
    here = StoryReader.objects.filter(story=story, removed_at=None).values("reader")
    return readers_open_to(user).exclude(pk__in=here)
