"""The words that limit a number, before it and behind it, and the ones that join a range."""

from functools import lru_cache

from annotator.annotations.values.languages import limits, signs
from annotator.annotations.values.words.lexicon import Lexicon
from annotator.annotations.values.words.tokens import folded_word

BETWEEN = (
    "between from anywhere_from anywhere_between somewhere_between ranging_from of_between "
    "zwischen von entre de desde tra fra tussen van от между від між bin بين ما_بين از بین "
    "درمیان"
)
JOINS = (
    "- – — to or through thru till until ~ 〜 ～ bis oder à ou hasta o a até tot до или по чи "
    "إلى الى أو تا سے یا से या 至 到 から ile"
)
CONTRACTED = (
    "del",
    "de_la",
    "de_los",
    "de_las",
    "du",
    "des",
    "do",
    "da",
    "dos",
    "das",
    "dei",
    "dell'",
)
JOINS_BETWEEN = "and und et y e ed en и و ve और اور і та 和"


@lru_cache(maxsize=1)
def limits_before() -> Lexicon[str]:
    """Return the phrases that limit the number behind them."""
    return _lexicon(limits.BEFORE)


@lru_cache(maxsize=1)
def limits_after() -> Lexicon[str]:
    """Return the phrases that limit the number before them."""
    return _lexicon(limits.AFTER)


def _lexicon(table: dict[str, str]) -> Lexicon[str]:
    found: Lexicon[str] = Lexicon()
    for meaning, phrases in table.items():
        found.add_all(phrases.split(), meaning)
        # “Menos del 10%”, “moins du tiers”, “più dei due terzi”.
        for phrase in phrases.split():
            if (stem := phrase.removesuffix("_de").removesuffix("_di")) != phrase:
                found.add_all((f"{stem}_{of}" for of in CONTRACTED), meaning)
    return found


def _set(phrases: str) -> Lexicon[bool]:
    found: Lexicon[bool] = Lexicon()
    found.add_all(phrases.split(), True)
    return found


@lru_cache(maxsize=1)
def between_lexicon() -> Lexicon[bool]:
    """Return the words that open a range: “between”, “from”."""
    return _set(BETWEEN)


@lru_cache(maxsize=1)
def join_lexicon() -> Lexicon[bool]:
    """Return what stands between the ends of a range: “to”, a dash."""
    return _set(JOINS)


@lru_cache(maxsize=1)
def join_between_lexicon() -> Lexicon[bool]:
    """Return what stands between them after “between” only: “and”."""
    return _set(JOINS_BETWEEN)


@lru_cache(maxsize=1)
def minus_lexicon() -> Lexicon[bool]:
    """Return the words that make what follows negative."""
    return _set(signs.MINUS)


@lru_cache(maxsize=1)
def below_zero_lexicon() -> Lexicon[bool]:
    """Return the words behind a temperature that make it negative."""
    return _set(signs.BELOW_ZERO)


@lru_cache(maxsize=1)
def blocking_words() -> frozenset[str]:
    """Return the words after which no number is read."""
    return frozenset(folded_word(word) for word in signs.BLOCKING)


@lru_cache(maxsize=1)
def naming_words() -> frozenset[str]:
    """Return the nouns that make the number behind them a name."""
    return frozenset(folded_word(word) for word in signs.NAMING)


@lru_cache(maxsize=1)
def misunderstood_words() -> frozenset[str]:
    """Return the words that limit a number behind it, if they were not understood."""
    return frozenset(folded_word(word) for word in limits.NOT_UNDERSTOOD_AFTER)


@lru_cache(maxsize=1)
def change_words() -> frozenset[str]:
    """Return the words of a change, as “rose”."""
    return frozenset(folded_word(word) for word in limits.CHANGES)
