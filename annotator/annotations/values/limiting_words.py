"""The words that limit a number, as “nearly” does, and what they say."""

import re

BEFORE_A_NUMBER = {
    "about": "about around approximately approx. roughly some circa ca. c. estimated an_estimated "
    "in_the_region_of in_the_order_of close_to ~ ≈ تقریباً تقریبا حوالي نحو قرابة تقريبا около "
    "примерно 约",
    "nearly": "nearly almost just_under just_short_of not_quite почти",
    "more than": "more_than over above exceeding greater_than in_excess_of upwards_of well_over "
    "> أكثر_من более больше 超过",
    "at least": "at_least no_less_than no_fewer_than not_less_than a_minimum_of ≥ کم_از_کم "
    "على_الأقل не_менее 至少",
    "less than": "less_than fewer_than under below < أقل_من менее меньше",
    "up to": "up_to at_most no_more_than not_more_than a_maximum_of as_much_as as_many_as ≤ "
    "не_более до",
}
AFTER_A_NUMBER = {
    "about": "or_so approximately",
    "more than": "سے_زائد سے_زیادہ",
    "at least": "or_more and_more or_over and_over",
    "less than": "سے_کم",
    "up to": "or_less or_fewer or_under",
}


def _words(table: dict[str, str]) -> tuple[dict[str, str], str]:
    meaning = {w.replace("_", " "): key for key, words in table.items() for w in words.split()}
    longest_first = sorted(meaning, key=len, reverse=True)
    return meaning, "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest_first)


_NUMBER_WORDS, _pattern = _words(BEFORE_A_NUMBER)
_NUMBER_BEFORE = re.compile(rf"(?<![^\W_])(?P<word>{_pattern})\s{{0,2}}\Z", re.IGNORECASE)
_NUMBER_AFTER_WORDS, _pattern = _words(AFTER_A_NUMBER)
_NUMBER_AFTER = re.compile(rf"\s(?P<word>{_pattern})(?![^\W_])", re.IGNORECASE)


def word_before(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """Match what stands right before `at`; a window of 30 characters keeps long quotes quick."""
    return pattern.search(text, max(0, at - 30), at)


def limits_of_number(text: str, start: int, end: int, plus: bool) -> tuple[int, int, str]:
    """Return the span widened by the words that limit the number, and what these words say."""
    if before := word_before(_NUMBER_BEFORE, text, start):
        return before.start("word"), end, _meaning(_NUMBER_WORDS, before)
    if after := _NUMBER_AFTER.match(text, end):
        return start, after.end(), _meaning(_NUMBER_AFTER_WORDS, after)
    return start, end, "at least" if plus else "exact"


def _meaning(table: dict[str, str], match: re.Match[str]) -> str:
    return table[re.sub(r"\s", " ", match["word"].lower())]
