"""Write what a page raises or lowers as a reader sees it: `19¹`, `km²`, `CO₂`, `1st`.

A note's mark or an exponent must not become a digit of the number before it (pure: no Django).
"""

import re
import unicodedata

_RAISED = str.maketrans("0123456789+-−=", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼")
_LOWERED = str.maketrans("0123456789+-−=", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌")
_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_BRACKETED = re.compile(r"[\[(].*[\])]", re.DOTALL)
_ORDINALS = frozenset(
    {
        *("st", "nd", "rd", "th", "er", "ers", "ère", "ere", "re", "res", "e", "es", "ème", "eme"),
        *("nde", "de", "ste", "o", "a", "os", "as", "º", "ª"),
    }
)
_ROMANCE = frozenset({"es", "pt", "it", "gl", "ca", "fr", "ro"})
_INDICATED = frozenset({"es", "pt", "it", "gl"})
_INDICATORS = {"a": "ª", "o": "º", "as": "ªs", "os": "ºs"}
_SIGNS = {"tm": "™", "sm": "℠"}


def raised(text: str, before: str, language: str = "", is_note: bool = False) -> str:
    """Return what is raised as it is read behind `before`, the text that stands before it.

    `is_note` says that it leads to a note.
    """
    bare = text.strip()
    if not bare or _BRACKETED.fullmatch(bare):
        return text
    if bare.lower() in _SIGNS:
        return _SIGNS[bare.lower()]
    if any(character.isdigit() for character in bare):
        return _plain_digits(text).translate(_RAISED)
    base = language.lower().partition("-")[0]
    after_digit = before[-1:].isdigit()
    if not is_note and bare in _INDICATORS and base in _INDICATED:
        return _INDICATORS[bare]
    if not is_note and after_digit and bare.lower() in _ORDINALS:
        return text if len(bare) > 1 or base in _ROMANCE or base == "nl" else _letters(text)
    if len(bare) == 1 and (is_note or after_digit or base not in _ROMANCE):
        return _letters(text)
    return text


def _letters(text: str) -> str:
    return text.translate(_LETTERS)


def lowered(text: str) -> str:
    """Return what is lowered as it is read: its digits as lowered digits."""
    return _plain_digits(text).translate(_LOWERED)


def _plain_digits(text: str) -> str:
    """Return the text with the digits of every script as those that can be raised."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text
    )
