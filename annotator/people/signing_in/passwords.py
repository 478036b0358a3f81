"""Which passwords anybody who knows this desk would try first."""

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

WORDS = ("annotator", "adjudicator", "manager", "annotate", "newsroom", "password", "passphrase")
"""What the program and its roles are called; the desk's own hosts and organisation come besides."""
SHORTEST_WORD = 4
LEAST_LEFT = 4
"""How many letters have to be left once these words are taken away."""
_WRITTEN_AS = str.maketrans("013457@$", "oieastas")


class DeskWordsValidator:
    """Refuses a password that is little more than what this desk is called."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password of such words, with numbers or signs between."""
        plain = password.casefold()
        if any(self._is_little_more(read) for read in (plain, plain.translate(_WRITTEN_AS))):
            raise ValidationError(
                "This password is little more than what this desk is called: "
                "others would try it. Take words that have nothing to do with it.",
                code="password_of_desk_words",
            )

    def get_help_text(self) -> str:
        return "Your password can’t be made of what this desk is called."

    def _is_little_more(self, read: str) -> bool:
        left = read
        for word in sorted(desk_words(), key=len, reverse=True):
            left = left.replace(word, " ")
        return left != read and sum(map(str.isalpha, left)) < LEAST_LEFT


def desk_words() -> set[str]:
    """Return the words by which this desk is called, each in small letters."""
    told: list[str] = [*WORDS, *settings.ALLOWED_HOSTS]
    for apps in settings.SOCIALACCOUNT_PROVIDERS.values():
        told += [app["name"] for app in apps.get("APPS", [])]
    return {word for word in _pieces(told) if len(word) >= SHORTEST_WORD}


def _pieces(told: Iterable[str]) -> Iterable[str]:
    for words in told:
        yield from re.findall(r"[^\W\d_]+", words.casefold())
