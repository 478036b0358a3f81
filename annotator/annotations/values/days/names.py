"""Name months, days of the week, ordinals and numbers as languages write them (pure: no Django).

The names are those of Unicode's CLDR, which Babel carries; they are read when first asked for.
"""

from functools import cache
from typing import NamedTuple

from annotator.annotations.values.days.tokens import Tokens, numbered, plain, word_set

LANGUAGES = (
    "en", "en_GB", "de", "de_AT", "fr", "es", "pt", "it", "nl", "tr", "ru", "uk",
    "ar", "ar_LB", "ar_DZ", "ar_MA", "fa", "ur", "hi",
)  # fmt: skip
# Words of a text that are names of months or days by chance: alone they say nothing.
_CHANCE = word_set(
    "may march mar mars mart set out ago sun sat wed fri mon gen mag dec ara mai mei juin mayo "
    "marco ماه مه اب dim lun sam ven dom sab so mi do fr sa jan dez avr abr nis eki kas oca"
)
_ALSO_MONTHS = {"sept": 9, "اگست": 8, "اوت": 8, "جنوری": 1, "maerz": 3, "janner": 1}
# The case after “in”, which CLDR does not give.
_RUSSIAN_IN = "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре"
_UKRAINIAN_IN = (
    "січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні"
)
_ALSO_DAYS = {
    "tues": 1, "thur": 3, "thurs": 3, "weds": 2, "среду": 2, "пятницу": 4, "субботу": 5,
    "середу": 2, "суботу": 5,
}  # fmt: skip
ONES = numbered(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
) | {"a": 1, "an": 1}
ORDINALS = numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
    "twenty-first"
)
_TENS = {"twenty": 20, "thirty": 30}
ENDINGS = word_set("st nd rd th er ere re o a º ª e го й ое е")
DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90, "noughties": 0,
}  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


class Named(NamedTuple):
    """A name found: its number, the place after it, and whether it is short or may be chance."""

    number: int
    after: int
    short: bool = False
    chance: bool = False


@cache
def _months() -> dict[str, tuple[int, bool, bool]]:
    """Return the number of each month's name, and whether it is short, and whether English."""
    from babel import Locale

    also = _ALSO_MONTHS | numbered(_RUSSIAN_IN) | numbered(_UKRAINIAN_IN)
    found = {word: (number, False, word == "sept") for word, number in also.items()}
    for short in (False, True):
        for language in LANGUAGES:
            months = Locale.parse(language).months
            for form in ("format", "stand-alone"):
                for number, name in months[form]["abbreviated" if short else "wide"].items():
                    word = " ".join(
                        token.plain for token in Tokens(name).all if token.text not in ".॰"
                    )
                    found.setdefault(word, (int(number), short, language.startswith("en")))
    return found


@cache
def _weekdays() -> dict[str, tuple[int, bool]]:
    """Return the number of each weekday's name, Monday being 0, and whether it is short."""
    from babel import Locale

    found = {word: (number, True) for word, number in _ALSO_DAYS.items()}
    for language in LANGUAGES:
        days = Locale.parse(language).days
        for form in ("format", "stand-alone"):
            for number, name in days[form]["wide"].items():
                found.setdefault(plain(name), (int(number), False))
    for number, name in Locale.parse("en").days["format"]["abbreviated"].items():
        found.setdefault(plain(name), (int(number), True))
    return found


def month_at(tokens: Tokens, place: int) -> Named | None:
    """Return the month that is named here, with the point that shortens it."""
    token = tokens[place]
    if token.kind != "word":
        return None
    words, after = token.plain, place + 1
    if (two := f"{words} {tokens[after].plain}") in _months():
        words, after = two, after + 1
    if words not in _months():
        return None
    number, short, english = _months()[words]
    if tokens[after].text in {".", "॰"} and not tokens[after].spaced and (short or words == "sept"):
        after += 1
    return Named(number, after, short and not english, words in _CHANCE or token.text.islower())


def weekday_at(tokens: Tokens, place: int) -> Named | None:
    """Return the day of the week that is named here; Monday is 0."""
    token = tokens[place]
    words, after = token.plain, place + 1
    while (
        tokens[after].text == "-"
        and not tokens[after].spaced
        and tokens[after + 1].plain == "feira"
    ):
        words, after = f"{words}-feira", after + 2
    if token.kind != "word" or words not in _weekdays():
        return None
    number, short = _weekdays()[words]
    if short and tokens[after].text == "." and not tokens[after].spaced:
        after += 1
    return Named(number, after, short, short or token.text.islower())


def number_at(tokens: Tokens, place: int) -> int | None:
    """Return the small number that stands here in digits or as an English word."""
    token = tokens[place]
    return token.number if token.kind == "digits" else ONES.get(token.plain)


def ordinal_at(tokens: Tokens, place: int) -> Named | None:
    """Return the ordinal that stands here: 3rd, third, 1er."""
    token = tokens[place]
    if token.plain in _TENS and tokens[place + 1].text == "-":
        unit = ORDINALS.get(tokens[place + 2].plain, 10)
        if unit < 10:
            return Named(_TENS[token.plain] + unit, place + 3)
    if token.plain in ORDINALS:
        return Named(ORDINALS[token.plain], place + 1)
    if token.number is not None and tokens[place + 1].plain in ENDINGS:
        if not tokens[place + 1].spaced:
            return Named(token.number, place + 2)
        return None
    return None
