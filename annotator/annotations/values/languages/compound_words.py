"""Number words that are written as one: German, Dutch and Italian are put together here."""

from functools import lru_cache

from annotator.annotations.values.languages import word_list

_GERMAN = word_list(
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn"
)
_GERMAN_TENS = word_list("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
_DUTCH = word_list(
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
    "vijftien zestien zeventien achttien negentien"
)
_DUTCH_TENS = word_list("twintig dertig veertig vijftig zestig zeventig tachtig negentig")
_ITALIAN = word_list(
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici "
    "quattordici quindici sedici diciassette diciotto diciannove"
)
_ITALIAN_TENS = word_list("venti trenta quaranta cinquanta sessanta settanta ottanta novanta")


def _german(n: int) -> str:
    if n >= 100:
        return _GERMAN[n // 100] + "hundert" + (_german(n % 100) if n % 100 else "")
    if n < 20:
        return _GERMAN[n]
    return (_GERMAN[n % 10] + "und" if n % 10 else "") + _GERMAN_TENS[n // 10 - 2]


def _dutch(n: int) -> str:
    if n >= 100:
        return (
            ("" if n < 200 else _DUTCH[n // 100]) + "honderd" + (_dutch(n % 100) if n % 100 else "")
        )
    if n < 20:
        return _DUTCH[n]
    joined = "ën" if n % 10 in {2, 3} else "en"
    return (_DUTCH[n % 10] + joined if n % 10 else "") + _DUTCH_TENS[n // 10 - 2]


def _italian(n: int) -> str:
    if n >= 100:
        return (
            ("" if n < 200 else _ITALIAN[n // 100])
            + "cento"
            + (_italian(n % 100) if n % 100 else "")
        )
    if n < 20:
        return _ITALIAN[n]
    tens = _ITALIAN_TENS[n // 10 - 2]
    return (tens[:-1] if n % 10 in {1, 8} else tens) + (_ITALIAN[n % 10] if n % 10 else "")


@lru_cache(maxsize=1)
def compound_words() -> dict[str, int]:
    """Return the words for 2 to 999 and for the thousands of as many, and what they are."""
    found: dict[str, int] = {}
    for n in range(2, 1000):
        german, dutch, italian = _german(n), _dutch(n), _italian(n)
        found |= {german: n, dutch: n, italian: n}
        found |= {german + "tausend": n * 1000, dutch + "duizend": n * 1000}
        if n > 20 and italian.endswith("tre"):
            found[italian[:-1] + "é"] = n
        found[italian + "mila"] = n * 1000
    for n in range(1, 10):
        found |= {f"{_german(n)}hunderttausend": n * 100000}
    found |= {"hundert": 100, "einhundert": 100, "hunderttausend": 100000, "honderdduizend": 100000}
    # “Sei” is Italian for “you are” too, and “elf” and “acht” are other words elsewhere.
    return {word: n for word, n in found.items() if len(word) > 2}
