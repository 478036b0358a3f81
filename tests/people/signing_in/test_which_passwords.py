"""Which passwords are taken: by their length and by what others would try, not by their signs."""

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from annotator.people.models import User


@pytest.mark.parametrize(
    "password",
    [
        "correct horse",
        "the annotator sings in the rain",
        "пароль из слов",
        "一二三四五六七八九十百千",
        "385710294736",
        "🐎🔋🐎🔋🐎🔋🐎🔋🐎🔋🐎🔋",
        "x" * 4 + "long enough of words " * 10,
        "  two spaces at either end  ",
    ],
)
def test_any_signs_and_any_length_from_twelve_on(password):
    validate_password(password)
    user = User(username="nobody")
    user.set_password(password)
    assert user.check_password(password)
    assert not user.check_password(password.upper().strip() + "x")
    assert not user.check_password(password[:-1])


@pytest.mark.parametrize(
    "password, says",
    [
        ("elevensigns", "too short"),
        ("telechargement", "too common"),
        ("Annotator2026!", "what this desk is called"),
        ("4nn0t4t0r-2026-x", "what this desk is called"),
        ("Harbour-Post-26", "what this desk is called"),
        ("ada.lovelace-1", "too similar"),
    ],
)
def test_what_others_would_try_is_refused_in_words(password, says, settings):
    settings.ALLOWED_HOSTS = ["desk.harbour-post.example"]
    with pytest.raises(ValidationError, match=says):
        validate_password(password, User(username="ada.lovelace"))


def test_a_link_to_set_one_works_for_an_hour(settings):
    assert settings.PASSWORD_RESET_TIMEOUT == 3600


@pytest.mark.parametrize(
    "address, names",
    [
        ("/accounts/sign-in/", {"password": "current-password"}),
        (
            "/accounts/password/",
            {
                "oldpassword": "current-password",
                "password1": "new-password",
                "password2": "new-password",
            },
        ),
        ("/accounts/confirm/", {"password": "current-password"}),
    ],
)
def test_fields_are_masked_and_known_to_password_managers(
    ada, client, as_confirmed, address, names
):
    page = (client if "sign-in" in address else as_confirmed(ada)).get(address).content.decode()
    for name, known in names.items():
        field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
        assert 'type="password"' in field
        assert f'autocomplete="{known}"' in field
        assert "maxlength" not in field
    assert "onpaste" not in page
