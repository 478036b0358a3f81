"""Find out in which language a text is written, where nobody says so (pure: no Django)."""

import re
from functools import cache
from typing import Any

LEAST_LETTERS, LEAST_CERTAIN = 60, 0.9
# Tags that a larger language of the press is taken for, and such as no newspaper is written in.
_NOT_OF_NEWS = frozenset(
    {
        *("zxx", "la", "grc", "hbo", "vo", "eo", "sa", "arz", "ary", "wuu", "ext", "gcf", "gcr"),
        *("gom", "gug", "kik", "pcm", "fuv", "guw", "crh", "uzs", "lij", "ltg", "vec", "an", "wa"),
        *("kab", "sdh", "bcl", "ace", "nso", "st"),
    }
)
_READ = 4000  # code points: more of a text tells no more of its language
_LETTERS = re.compile(r"[^\W\d_]")


def detect_language(text: str) -> str:
    """Return the tag of the language that a text is most likely in, '' where that is in doubt."""
    begin = text[:_READ]
    letters = _LETTERS.findall(begin)
    if len(letters) * _weight(letters) < LEAST_LETTERS:
        return ""
    language, certain = _identifier().classify(begin)
    return str(language) if certain >= LEAST_CERTAIN else ""


def _weight(letters: list[str]) -> int:
    """Return how many letters of an alphabet one of these stands for: a Han character says more."""
    return 3 if sum(letter >= "\u2e80" for letter in letters) * 2 > len(letters) else 1


@cache
def _identifier() -> Any:
    # Loaded where it is first asked for: its model takes seconds, and most pages say what they are.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([label for label in found.labels if label not in _NOT_OF_NEWS])
    return found
