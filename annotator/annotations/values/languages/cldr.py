"""What CLDR (by babel) says of units, currencies and scales in the languages that are read.

Locales are loaded at the first number that is followed by a word nobody else knows.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name
from babel.units import format_unit

from annotator.annotations.values.languages import word_list, word_set

LANGUAGES = word_list("de fr es pt it nl tr ru uk ar fa ur hi zh ja sv da nb pl cs ko")
SCALE_LANGUAGES = [
    *LANGUAGES,
    *word_list("fi el id ro hu vi bg hr sr sk he bn ta te"),
]
UNIT_IDS = {
    "length-kilometer": "km", "length-meter": "m", "length-centimeter": "cm",
    "length-millimeter": "mm", "length-mile": "mi", "length-foot": "ft", "length-inch": "inch",
    "area-square-kilometer": "km²", "area-square-meter": "m²", "area-hectare": "hectare",
    "area-acre": "acre", "volume-cubic-meter": "m³", "volume-liter": "litre",
    "volume-barrel": "barrel", "mass-tonne": "tonne", "mass-kilogram": "kg", "mass-gram": "g",
    "duration-year": "year", "duration-month": "month",
    "duration-week": "week", "duration-day": "day", "duration-hour": "hour",
    "duration-minute": "minute", "concentr-percent": "percent", "temperature-celsius": "degC",
    "temperature-fahrenheit": "degF", "power-megawatt": "MW", "power-gigawatt": "GW",
    "power-kilowatt": "kW", "energy-kilowatt-hour": "kWh", "speed-kilometer-per-hour": "km/h",
}  # fmt: skip
CURRENCIES = word_list("USD EUR GBP RUB CNY JPY CHF TRY UAH PKR INR CAD AUD SEK NOK DKK PLN CZK")
COUNTS: tuple[float, ...] = (1, 2, 5)
SLAVIC = {"pl", "cs", "uk"}
# They are English words as well.
ENGLISH_TOO = word_set(
    "an on den men gun let time timer ore mil mila are do tom via fot arm tag tags me page cal"
)
POINT = {"ar", "fa", "ur", "hi", "zh", "ja", "ko"}


@lru_cache(maxsize=1)
def currency_codes() -> frozenset[str]:
    """Return the codes of all currencies, ISO 4217."""
    return frozenset(get_global("all_currencies"))


def unit_words() -> Iterator[tuple[str, str, bool]]:
    """Yield names of units and currencies, what they mean, and whether their language writes a
    decimal comma."""
    for language in LANGUAGES:
        locale = Locale.parse(language)
        comma = language not in POINT
        for unit_id, symbol in UNIT_IDS.items():
            for count in (*COUNTS, 1.5) if language in SLAVIC else COUNTS:
                words = format_unit(count, unit_id, length="long", locale=locale)
                word = re.sub(r"^[\d,.\s٫۰-۹٠-٩०-९]+", "", words).strip()
                if unit_id not in words and _usable(word):
                    yield word, symbol, comma
        for code in CURRENCIES:
            for count in COUNTS:
                name = get_currency_name(code, count=count, locale=locale)
                if _usable(name) and name != code:
                    yield name, code, comma


def _usable(word: str) -> bool:
    long = len(word) > 2 or (bool(word) and not word.isascii())
    return long and not re.search(r"\d|[{}]", word) and word.lower() not in ENGLISH_TOO


@lru_cache(maxsize=1)
def scale_words() -> dict[str, int]:
    """Return the scale words that CLDR's short and long forms use, and their size."""
    found: dict[str, int] = {}
    for language in SCALE_LANGUAGES:
        formats = Locale.parse(language).compact_decimal_formats
        for length in ("long", "short"):
            if length not in formats:
                continue
            for forms in formats[length].values():
                for size, form in forms.items():
                    pattern = form.pattern.replace("'", "")
                    word = re.sub(r"[0\s]+", " ", pattern).strip()
                    noughts = len(size) - max(pattern.count("0"), 1)
                    if len(word) < 4 and ord(word[:1] or "a") < 0x250:
                        continue
                    if (
                        word
                        and " " not in word
                        and word not in {"mill.", "bill.", "tril."}
                        and noughts > 1
                    ):
                        found.setdefault(word.casefold().rstrip("."), 10**noughts)
    return found
