"""Decode bytes to characters, and refuse where the encoding is in doubt.

A wrong guess would be stored for good. UTF-8 comes first, then UTF-16 by its byte-order mark, then
what a page declares of itself, and a guess last, only where every plausible encoding gives the same
text.
"""

import codecs
from typing import NamedTuple

# What the web's browsers know and newspapers have used; rarer ones win guesses they should lose.
_PLAUSIBLE = [f"cp125{digit}" for digit in range(8)] + [
    *("koi8_r", "koi8_u", "iso8859_2", "iso8859_5", "iso8859_7", "shift_jis", "cp932"),
    *("euc_jp", "euc_kr", "cp949", "gb18030", "big5"),
]
# Browsers read these names as their Windows superset, and so were the pages written.
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
# Measured over thirteen languages: beyond these a guess is sometimes wrong, within none was.
_MOST_CHAOS, _NEAR, _LEAST_COHERENCE = 0.02, 0.05, 0.4
REMEDY = "Save the file again as UTF-8."


class Undecodable(ValueError):
    """The encoding cannot be told for certain; the message says what to do."""


class Decoded(NamedTuple):
    """The characters, and the encoding where it was not UTF-8 (else empty)."""

    text: str
    encoding: str = ""


def decode(raw: bytes, declared: str = "") -> Decoded:
    """Return the text of a file, without its byte-order mark.

    `declared` is the encoding that a page's own head names. Raises Undecodable.
    """
    try:
        return Decoded(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        broken = raw.count(b"\n", 0, error.start) + 1
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(_strictly(raw, "utf-16"), "UTF-16")
    if declared:
        return Decoded(_strictly(raw, declared), declared)
    return _guess(raw, broken)


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        return raw.decode(_READ_AS.get(name, name))
    except (LookupError, UnicodeError) as error:
        raise Undecodable(f"It says that it is {encoding}, and is not. {REMEDY}") from error


def _guess(raw: bytes, broken: int) -> Decoded:
    # Imported here: most files are UTF-8, and a start need not wait for the rest.
    from charset_normalizer import from_bytes

    found = list(from_bytes(raw, cp_isolation=_PLAUSIBLE))
    if found:
        best = found[0]
        readings = {str(each) for each in found if each.chaos <= best.chaos + _NEAR}
        certain = best.chaos <= _MOST_CHAOS and best.coherence >= _LEAST_COHERENCE
        if certain and len(readings) == 1 and _mostly_beyond_ascii(str(best)):
            return Decoded(str(best), best.encoding)
    raise Undecodable(
        f"Line {broken} is not UTF-8, and its encoding cannot be told for certain. {REMEDY}"
    )


def _mostly_beyond_ascii(text: str) -> bool:
    """Return whether most letters lie beyond ASCII, as they must for a guess to be trusted.

    A few accents among plain letters are too little to tell one encoding from another.
    """
    letters = [character for character in text if character.isalpha()]
    return 2 * sum(letter > "\x7f" for letter in letters) > len(letters)
