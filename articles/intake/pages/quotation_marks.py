"""The quotation marks that browsers set around `<q>`, by language: data alone.

As the HTML standard's style sheet has them, from the Unicode CLDR: outside, and inside of another.
"""

_ENGLISH = "“”‘’"
_MARKS = {
    "“”‘’": "en hi zh ko tr pt id ms th bn ta te mr gu kn ml pa vi sw af ga cy eo tl ne az uz kk",
    "„“‚‘": "de cs sk sl lb is bg mk ka sq lt et",
    "«»„“": "ru uk be",
    "«»“”": "es it el ca gl fr-be pt-pt pt-ao pt-mz eu",
    "«»«»": "fr",
    "«»‹›": "fa ps de-ch de-li fr-ch it-ch",
    "«»‘’": "no nb nn",
    "”“’‘": "ar ur",
    "””’’": "he sv fi",
    "‘’“”": "nl",
    "“”‘’ ": "da",
    "„”«»": "pl hu ro mo",
    "„”‚‘": "hr bs",
    "„”‘’": "sr",
    "「」『』": "ja zh-hant zh-tw zh-hk",
    "«»„”": "lv",
}
_BY_LANGUAGE = {tag: marks for marks, tags in _MARKS.items() for tag in tags.split()}
OPENING = frozenset("“„«‘‚‹「『\"'”’»")
"""What can stand before a quotation already, whichever language it is in."""
SPACED = frozenset("«‹")
"""Marks behind which French sets a space."""


def marks_of(language: str, depth: int) -> tuple[str, str]:
    """Return the marks before and behind a quotation; `depth` is how many it stands in."""
    tag = language.lower().replace("_", "-")
    while tag and tag not in _BY_LANGUAGE:
        tag = tag.rpartition("-")[0]
    marks = _BY_LANGUAGE.get(tag, _ENGLISH)
    begin = 2 * (depth % 2)
    return marks[begin], marks[begin + 1]
