"""The names of months in all languages that are read, by CLDR: beside them a number is a date."""

from functools import lru_cache

from babel import Locale

from annotator.annotations.values.languages import word_list, word_set
from annotator.annotations.values.words.tokens import folded_word

LANGUAGES = word_list("en de fr es pt it nl tr ru uk ar fa ur hi sv da nb pl")
VERBS = word_set("may march mar mai mars set out ago jun mag ott gen dic dec sept")


@lru_cache(maxsize=1)
def months() -> frozenset[str]:
    """Return the names of months, and their abbreviations of three letters and more, folded."""
    found = {"sept"}
    for language in LANGUAGES:
        names = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for name in names[context][width].values():
                    word = folded_word(name.rstrip("."))
                    if len(word) > 2 and " " not in word and not word.isdecimal():
                        found.add(word)
    return frozenset(found)
