"""Forms of accounts."""

from typing import TYPE_CHECKING

from django.contrib.auth.forms import UserCreationForm

from annotator.people.models import User

# At run time Django's form takes no type argument.
if TYPE_CHECKING:
    Creation = UserCreationForm[User]
else:
    Creation = UserCreationForm


class NewPersonForm(Creation):
    """What an invited person chooses: a name to sign in with, their names, a password."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name")
