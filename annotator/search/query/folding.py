"""Fold text as it is searched: without case, accents, and what scripts may leave out (no Django).

The same rule as `static/workbench/search_folding.js`, by which one article is searched: a test
compares the two. Text is cut into words here and nowhere else, so that both databases index, and
are asked for, the very same words.
"""

import unicodedata

MOST_SIGNS = 100
"""Characters of a word that are kept: a longer one is no word, and no database indexes it."""

# Marks of Unicode's property Diacritic, which Python's tables do not have: accents, the vowel
# signs that Arabic and Hebrew may leave out, viramas. Other marks tell words apart (का, की).
_ACCENTS = """
300-34e 350-357 35d-362 483-487 591-5bd 5bf 5c1-5c2 5c4-5c5 5c7 64b-652 657-658 6df-6e0 6ea-6ec
730-74a 7a6-7b0 7eb-7f3 818-819 898-89f 8ca-8d2 8e3-8fe 93c 94d 951-954 9bc 9cd a3c a4d abc acd
afd-aff b3c b4d b55 bcd c3c c4d cbc ccd d3b-d3c d4d dca e3a e47-e4c e4e eba ec8-ecc f18-f19 f35 f37
f39 f3e-f3f f82-f84 f86-f87 fc6 1037 1039-103a 1063-1064 1069-106d 1087-108d 108f 109a-109b
135d-135f 1714-1715 1734 17c9-17d3 17dd 1939-193b 1a60 1a75-1a7c 1a7f 1ab0-1abe 1ac1-1acb 1b34 1b44
1b6b-1b73 1baa-1bab 1be6 1bf2-1bf3 1c36-1c37 1cd0-1cd2 1cd4-1ce8 1ced 1cf4 1cf7-1cf9 1dc4-1dcf
1df5-1dff 2cef-2cf1 302a-302f 3099-309a a66f a67c-a67d a6f0-a6f1 a806 a82c a8c4 a8e0-a8f1 a92b-a92d
a953 a9b3 a9c0 a9e5 aa7b-aa7d aabf aac1 aaf6 abec-abed fb1e fe20-fe2f
"""
# Of Arabic and Urdu: hamza and madda upon a letter, the small alef, the stroke that lengthens.
_LEFT_OUT = "640 653-655 670"
_ONE_LETTER = str.maketrans("يىكہةۃ", "ییکههه")
"""Letters that keyboards of Arabic, Persian and Urdu write differently, as one."""
_SPACES = frozenset(
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
# Scripts that put no space between words: each of their characters is found by itself.
_UNSPACED = "e00-eff 1000-109f 1780-17ff 3040-30ff 3400-4dbf 4e00-9fff 20000-3ffff"


def _points(written: str) -> list[range]:
    ends = [part.partition("-") for part in written.split()]
    return [range(int(first, 16), int(last or first, 16) + 1) for first, _, last in ends]


_DROPPED = frozenset(point for each in _points(_ACCENTS + _LEFT_OUT) for point in each)
_ALONE = _points(_UNSPACED)


def fold_character(character: str) -> str:
    """Return one character as it is searched: none, one, or several."""
    folded = []
    for sign in unicodedata.normalize("NFKD", character.upper().lower()):
        if ord(sign) in _DROPPED or unicodedata.category(sign) == "Cf":
            continue
        if sign in _SPACES:
            folded.append(" ")
        elif "\u0660" <= sign <= "\u0669" or "\u06f0" <= sign <= "\u06f9":
            folded.append(str(ord(sign) & 15))
        else:
            folded.append(sign)
    return "".join(folded).translate(_ONE_LETTER)


class _WordSigns(dict[int, str]):
    """What each character adds to the words of a text; found out once a character."""

    def __missing__(self, point: int) -> str:
        made = "".join(_in_words(sign) for sign in fold_character(chr(point)))
        self[point] = made
        return made


def _in_words(sign: str) -> str:
    """Return a folded character as a part of a word, as a word by itself, or as a gap."""
    category = unicodedata.category(sign)
    if category in {"So", "Sc"} or any(ord(sign) in each for each in _ALONE):
        return f" {sign} "
    return sign if category[0] in "LMN" else " "


_word_signs = _WordSigns()


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are indexed, in order.

    A word is a run of letters, marks and digits; a currency's sign or an emoji is one by itself,
    and so is each character of a script that puts no space between words.
    """
    return [word[:MOST_SIGNS] for word in text.translate(_word_signs).split()]


def indexed(words: list[str]) -> str:
    """Return words as the index keeps them, with a space around each: `" the dam "` is a phrase."""
    return f" {' '.join(words)} " if words else ""
