"""The words around a date that limit it, as “by” and “onwards” do, and what they say (pure: no
Django)."""

from datetime import date, timedelta
from typing import NamedTuple

from annotator.annotations.values.days.names import number_at
from annotator.annotations.values.days.one_date import Found
from annotator.annotations.values.days.tokens import Tokens, plain, word_set

HIDDEN = "not understood"
_BEFORE = {
    "about": "about around approximately approx approx_. circa ca ca_. c c_. roughly "
    "on_or_about on_or_around in_or_around ~ ≈ vers hacia verso omstreeks около "
    "примерно приблизно حوالي نحو تقریبا 约",
    "more than": "after later_than any_time_after nach après después_de depois_de dopo_il dopo "
    "après_le na после після بعد post -",
    "at least": "since ever_since since_at_least from_at_least at_the_earliest as_of starting "
    "starting_in starting_on starting_from starting_with beginning beginning_in beginning_on "
    "beginning_from commencing "
    "commencing_on no_earlier_than not_earlier_than not_before no_sooner_than "
    "not_sooner_than on_or_after in_or_after not_until as_early_as as_soon_as effective "
    "effective_from with_effect_from seit seit_dem ab ab_dem depuis depuis_le "
    "à_partir_de à_partir_du desde a_partir_de a_partir_del a_partire_da "
    "a_partire_dal sinds vanaf з від منذ اعتبارا_من 自",
    "less than": "before prior_to earlier_than any_time_before ahead_of vor vor_dem avant avant_le "
    "antes_de antes_del antes_do prima_del prima_di voor قبل",
    "up to": "by until till up_to up_until at_the_latest no_later_than not_later_than "
    "jusqu_'_au jusqu_'_en jusqu_’_au jusqu_’_en "
    "on_or_before in_or_before not_after through at_latest_by bis bis_zum hasta "
    "hasta_el até fino_al fino_a tot до к حتى بحلول",
    "from": "from с من dal",
    "than": "than",
}
_AFTER = {
    "at least": "onwards onward on and_onwards and_beyond and_later or_later and_after or_after "
    "and_thereafter at_the_earliest itibaren beri سے से",
    "up to": "or_earlier or_before and_earlier at_the_latest kadar تک तक",
    "less than": "سے_پہلے से_पहले önce",
    "more than": "کے_بعد के_बाद sonra",
    "about": "or_so or_thereabouts",
    HIDDEN: "bc bce b_.c ah a_.h",
}
_FILLERS = word_set(
    "the in on at year sometime dem der den le el il o al del عام سنه سال ano anno jahr annee"
)
_UNITS = word_set(
    "day days week weeks month months year years hour hours minutes decade decades moments eve "
    "weekend century half"
)
_NOT = word_set("not never no cannot nor neither")
_DENIED = word_set("not never except unlike")
# The week of a day is not that day.
_MEASURED_FROM = word_set("eve anniversary week weeks days months weekend")
_MORE_LIMITS = word_set("before after during since until by or and than from")
# What comes “from July 2023” began then; a letter or a figure from July 2023 is of it.
_DATED = word_set(
    "letter letters photo photos photograph photographs picture pictures image images video "
    "videos footage report reports data figures figure statement document documents email "
    "emails ruling study survey poll quote interview article memo agreement tweet post imagery "
    "recording text statistics numbers map message"
)


class Limit(NamedTuple):
    """What limits a date: the token at which the words begin (or after which they end), and what
    they say."""

    place: int
    says: str


def _table(words: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {
        tuple(plain(part) for part in phrase.split("_")): says
        for says, phrases in words.items()
        for phrase in phrases.split()
    }


_BEFORE_WORDS, _AFTER_WORDS = _table(_BEFORE), _table(_AFTER)


def limit_before(tokens: Tokens, place: int) -> Limit | None:
    """Return the words that limit the date at `place`; they are hidden where they do not go
    together."""
    at = place
    while tokens[at - 1].plain in _FILLERS and place - at < 3 and _ending_at(tokens, at) is None:
        at -= 1
    found = _ending_at(tokens, at)
    if found is None:
        before = tokens[at - 1].plain
        if before == "of" and tokens[at - 2].plain in _MEASURED_FROM:
            return Limit(at - 2, HIDDEN)
        if before in {"ending", "ended", "beginning"} and tokens[at - 2].plain in _UNITS:
            return Limit(at - 2, HIDDEN)
        return Limit(at - 1, HIDDEN) if before in _DENIED else None
    begin, says = found
    word, before = tokens[begin].plain, tokens[begin - 1].plain
    if says == "than" or tokens[at - 1].text == "-":
        return Limit(begin, HIDDEN)
    if says == "up to" and tokens[begin - 1].kind == "digits":
        return Limit(begin, HIDDEN)  # the end of a time whose beginning was not understood
    if before in _UNITS and word in {"beginning", "starting", "commencing"}:
        return Limit(begin, HIDDEN)
    if says == "from":
        return Limit(begin, "exact" if before in _DATED else "at least")
    if (before in _MORE_LIMITS and _ending_at(tokens, begin) is not None) or (
        before in {"or", "and"} and (tokens[begin - 2].plain in _MORE_LIMITS | {"in", "on"})
    ):
        return Limit(begin - 1, HIDDEN)
    denied = _denied(tokens, begin)
    if denied and word in {"until", "till", "before"}:
        return Limit(begin, "at least")
    if before in _NOT and begin + 1 == at:
        return Limit(begin - 1, HIDDEN)
    if denied and word == "after":
        return Limit(begin, HIDDEN)
    if before in _UNITS and says in {"more than", "less than"}:
        return Limit(begin, HIDDEN)
    return Limit(begin, says)


def _ending_at(tokens: Tokens, place: int) -> Limit | None:
    """Return the longest phrase that ends right before `place`."""
    for length in (4, 3, 2, 1):
        if place >= length:
            phrase = tuple(tokens[at].plain for at in range(place - length, place))
            if says := _BEFORE_WORDS.get(phrase):
                return Limit(place - length, says)
    return None


def _denied(tokens: Tokens, begin: int) -> bool:
    """Return whether a not stands before the words in their clause: will not open until."""
    for at in range(begin - 1, max(begin - 7, -1), -1):
        if tokens[at].text in {".", ";", ",", ":", "\n"}:
            return False
        if tokens[at].plain in _NOT or (
            tokens[at].plain == "t" and tokens[at - 1].text in {"'", "’"}
        ):
            return True
    return False


def limit_after(tokens: Tokens, place: int) -> Limit | None:
    """Return the words after a date that limit it: onwards, or later, at the latest."""
    for length in (3, 2, 1):
        phrase = tuple(tokens[at].plain for at in range(place, place + length))
        if says := _AFTER_WORDS.get(phrase):
            return Limit(place + length, says)
    return None


_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}


def shifted(
    tokens: Tokens, found: Found, limit: Limit | None
) -> tuple[int, date, date, str] | None:
    """Return where “two days after” begins, the first and last day it leads to, and how."""
    if limit is None or found.days is None or found.days[0] != found.days[1]:
        return None
    at = limit.place
    word = tokens[at].plain
    number, unit = number_at(tokens, at - 2), tokens[at - 1].plain
    if tokens[at - 2].plain == "the" and unit == "day":
        number = 1
    if word not in {"after", "before"} or number is None or unit not in _DAYS:
        return None
    before = tokens[at - 3].plain
    if before in {
        "than",
        "or",
        "to",
        "and",
        "within",
        "about",
        "some",
        "over",
        "-",
        "–",
        "half",
        ".",
    }:
        return None
    if unit not in {"day", "days"}:
        return None  # a week after is seldom counted to the day
    on = timedelta(days=number if word == "after" else -number)
    return at - 2, found.days[0] + on, found.days[1] + on, "exact"
