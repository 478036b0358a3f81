"""Find a year, and tell it from other numbers of four digits (pure: no Django).

A bare number is a year only after a word that years follow (in, since, the, May), at the
beginning, or in brackets: “Resolution 1929”, “flight 1549” and “Rs 2000” are none, and neither is
what counts something (“2000 troops”).
"""

from dataclasses import replace
from datetime import date

from annotator.annotations.values.days.calendar import Partial
from annotator.annotations.values.days.tokens import DASHES, Tokens, word_set

SUFFIXES = word_set(
    "года году год годом годах г гг рік року році роки р yili yilinda yilindan 年 년 ء"
)
_BEFORE = word_set(
    "in since by until till before after from during year years early late mid circa ca c "
    "around about between than of to through throughout within onwards back for or and the on "
    "at as spring summer autumn fall winter until end up this starting beginning en im in seit "
    "bis vor nach ab um jahr jahre anno depuis avant apres annee vers des desde hasta antes "
    "despues ano em ate apos depois nel dal del al anno dopo prima fino sinds voor na tot jaar "
    "в с до после к около у від після з року году عام سنه فی منذ بعد قبل حتی سال سنہ العام لعام "
    "von zwischen entre من بین tra fra van tussen между між मे में सन 在 于 自 到 至 に"
)
_OTHER_YEARS = word_set("fiscal financial academic school tax model marketing")
# 2015’s, and the Turkish 2015'te; other endings say from or until.
_IN_OR_OF = word_set("s te de da ta")
_CLOCK = word_set("gmt utc bst est edt cet ist hrs hours local am pm")
_EVENTS = word_set(
    "war act treaty coup revolution constitution accord accords agreement crisis summer spring "
    "autumn winter fall events invasion"
)
_RISES = word_set(
    "rose rise rises rising fell fall falls falling grew grow grown growing increased increase "
    "increases increasing cut cuts reduced reduce dropped drop climbed jumped down up raised "
    "lowered declined expanded doubled"
)
GO_ON = word_set(
    "a about according after alone also amid an and as at because before between but by did do "
    "during exactly following for from had has have he her his if in into is it its many may "
    "most no not of on only onward onwards or our she should since so some still than that the "
    "their then there they this though through to two under until was we were when where which "
    "while who whose will with without would year bis und et y e al au hasta tot"
)
_COUNTED = word_set("people men women children dead km kg cattle staff percent per")


def year_at(tokens: Tokens, place: int) -> tuple[int, int, bool] | None:
    """Return the year here, the place after it, and whether a word such as года marks it as one."""
    token = tokens[place]
    number = token.number
    if number is None or len(token.text) != 4 or not 1000 <= number <= 2100:
        return None
    after = place + 1
    marked = tokens[after].plain in SUFFIXES
    if marked:
        after += 1
        short = tokens[after - 1].plain in {"г", "гг", "р"}
        if short and tokens[after].text == "." and not tokens[after].spaced:
            after += 1
    elif tokens[after].text in {"'", "’"} and tokens[after + 1].plain in _IN_OR_OF:
        # 2015'te, 2015’s
        glued = not (tokens[after].spaced or tokens[after + 1].spaced)
        after += 2 if glued else 0
    return number, after, marked


def short_year_at(tokens: Tokens, place: int) -> tuple[int, int] | None:
    """Return the year of ’22 or '99 here, and the place after it."""
    mark, digits = tokens[place], tokens[place + 1]
    if mark.text not in {"'", "’", "‘"} or digits.spaced or len(digits.text) != 2:
        return None
    return (full_year(digits.number), place + 2) if digits.number is not None else None


def full_year(two_digits: int) -> int:
    """Return the year that two digits stand for: up to 49 in this century, else in the last."""
    return two_digits + (2000 if two_digits < 50 else 1900)


def counts_something(tokens: Tokens, place: int, after: int) -> bool:
    """Return whether the number at `place` counts the noun that follows it: 2000 troops."""
    following = tokens[after]
    if following.kind != "word" or not following.text.islower() or following.plain in GO_ON:
        return False
    number = tokens[place].number or 0
    plural = following.plain.endswith("s") or following.plain in _COUNTED
    return plural or number % 100 == 0


def is_bare_year(tokens: Tokens, place: int, after: int) -> bool:
    """Return whether the number here, which no month goes with, is a year by what stands around
    it."""
    number, before = tokens[place].number or 0, tokens[place - 1]
    if not 1500 <= number <= 2100 and before.plain not in {
        "in",
        "year",
        "since",
        "en",
        "im",
        "anno",
    }:
        return False
    following = tokens[after]
    if following.plain in _CLOCK | _OTHER_YEARS:
        return False
    named = following.kind == "word" and following.text.islower() and following.plain not in GO_ON
    if before.kind == "end" or (before.kind == "sign" and before.text not in DASHES):
        return before.text not in {"$", "€", "£", "¥", "₹", "₽", "#", "№", "%", "&"} and not (
            named and following.text.isascii()
        )
    if before.plain == "year" and tokens[place - 2].plain in _OTHER_YEARS:
        return False
    if before.plain == "least":
        return tokens[place - 3].plain in {"since", "from"}
    if before.plain not in _BEFORE:
        return False
    if before.plain in {"by", "to", "from", "than"} and tokens[place - 2].plain in _RISES:
        return False
    if before.plain == "of" and tokens[place - 2].plain not in _EVENTS | {"year", "years", "as"}:
        return False
    if before.plain == "than" and tokens[place - 2].plain not in {"later", "earlier", "sooner"}:
        return False
    if before.plain == "to" and tokens[place - 2].plain not in {"prior", "up"}:
        return False
    if before.plain in {"up", "on", "at", "as", "back", "this", "for", "or", "and", "the"}:
        if before.plain in {"at", "this", "up", "or", "and"}:
            return False
        if before.plain == "for" and number % 100 == 0:
            return False
    if not following.text.isascii():
        return True
    if before.plain in {"in", "since", "en", "im", "year"} and number % 100:
        # “in 2015 protests broke out”: few write “in 2,015 protests” without the comma.
        return following.plain not in _COUNTED
    return not (named and counts_something(tokens, place, after))


OF = word_set("of de del di do da d van von")
_YEAR_WORDS = {"this": 0, "last": -1, "next": 1, "current": 0}
_ANOTHER_YEAR = word_set("that same following previous preceding")


def with_year(tokens: Tokens, dated: Partial, published: date | None) -> Partial:
    """Return the date with the year that follows it, if one does."""
    after = dated.after
    if tokens[after].text in {",", "،"}:
        after += 1
    if tokens[after].plain in OF:
        after += 1
    if short := short_year_at(tokens, after):
        return replace(dated, year=short[0], after=short[1])
    if year := year_at(tokens, after):
        number, end, marked = year
        comma = after > dated.after and dated.day is not None
        if marked or not (comma and number % 100 == 0 and counts_something(tokens, after, end)):
            return replace(dated, year=number, after=end)
    return year_in_words(tokens, dated, published)


def year_in_words(tokens: Tokens, dated: Partial, published: date | None) -> Partial:
    """Return the date with “this year”, “of last year” where that follows; “of that year” hides
    it, for nothing here says which."""
    after = dated.after
    after += 1 if tokens[after].text == "," else 0
    after += 1 if tokens[after].plain in {"of", "in"} else 0
    word = tokens[after].plain
    of_the = tokens[after].plain == "the"
    if of_the:
        word = tokens[after + 1].plain
        if word == "year" and tokens[after - 1].plain == "of":
            return relative_year(dated, after + 2, 0, published)
    at = after + 1 if of_the else after
    if tokens[at + 1].plain == "year":
        if word in _YEAR_WORDS and not of_the:
            return relative_year(dated, at + 2, _YEAR_WORDS[word], published)
        if word in _ANOTHER_YEAR:
            return replace(dated, after=at + 2, hidden=True, grain="figures")
    return dated


def relative_year(dated: Partial, after: int, on: int, published: date | None) -> Partial:
    """Return the date in the year so many years from the article's; hidden, where that is
    unknown."""
    if published is None:
        return replace(dated, after=after, hidden=True)
    return replace(dated, after=after, year=published.year + on, relative=True)
