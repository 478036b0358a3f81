"""Turn strings into values: which articles a machine is to read."""

from typing import TYPE_CHECKING, Any

from django import forms

from annotator.machines.models import RunScope
from articles.models import Article, Story

# At run time Django's field takes no type argument.
if TYPE_CHECKING:
    SeveralArticles = forms.ModelMultipleChoiceField[Article]
else:
    SeveralArticles = forms.ModelMultipleChoiceField


class RunForm(forms.Form):
    """What a run is to read: what is due, behind or failed, or articles that were chosen."""

    scope = forms.ChoiceField(choices=RunScope.choices)
    articles = SeveralArticles(
        queryset=Article.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": "Article %(value)s is not one of this story.",
            "invalid_pk_value": "“%(pk)s” is no article of this story.",
        },
    )

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        articles = Article.objects.filter(story=story).only("pk")
        self.fields["articles"].queryset = articles  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return what is asked. Raises ValidationError where no article was chosen of those that
        are to be."""
        given = super().clean() or self.cleaned_data
        chosen = given.get("scope") == RunScope.CHOSEN and "articles" in given
        if chosen and not given["articles"]:
            raise forms.ValidationError("Choose at least one article.")
        return given
