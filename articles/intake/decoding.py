"""Decode bytes to characters, and refuse where the encoding is in doubt.

A wrong guess would be stored for good. What is said of a file comes first, but for a byte-order
mark; then UTF-8, then what a page declares of itself, and a guess last, only where every plausible
encoding gives the same text. A few broken bytes among many become U+FFFD, and are told.
"""

import codecs
from typing import NamedTuple

from articles.intake.encodings import codec_of

# What the web's browsers know and newspapers have used; rarer ones win guesses they should lose.
_PLAUSIBLE = [f"cp125{digit}" for digit in range(8)] + [
    *("koi8_r", "koi8_u", "iso8859_2", "iso8859_5", "iso8859_7", "shift_jis", "cp932"),
    *("euc_jp", "euc_kr", "cp949", "gb18030", "big5"),
]
# Measured over thirteen languages: beyond these a guess is sometimes wrong, within none was.
_MOST_CHAOS, _NEAR, _LEAST_COHERENCE = 0.02, 0.05, 0.4
MOST_BROKEN = 10
"""Broken bytes that are told and passed over; more are another encoding."""
_A_BROKEN, _THE_ONLY_BROKEN = 100, 1000  # bytes among which one may be broken
REMEDY = (
    "Say its encoding (the field “Encoding”, --encoding, or a manifest's column), "
    "or save the file again as UTF-8."
)
_SHOWN_AS = (("cp1252", "Windows-1252"), ("cp1251", "Windows-1251"), ("cp1250", "Windows-1250"))
_REACH = 24


class Undecodable(ValueError):
    """The encoding cannot be told for certain; the message says what to do."""


class Decoded(NamedTuple):
    """The characters, the encoding where it was not UTF-8 (else empty), and what is to be told."""

    text: str
    encoding: str = ""
    notes: tuple[str, ...] = ()


def decode(raw: bytes, declared: str = "", said: str = "") -> Decoded:
    """Return the text of a file, without its byte-order mark.

    `declared` is the encoding that a page's own head names, `said` the one that somebody gives.
    Raises Undecodable.
    """
    marked = _marked(raw)
    if marked:
        return _read(raw, marked, "its byte-order mark says that it is", told=marked)
    if said:
        return _read(raw, said, "it was said to be", told=said)
    try:
        return Decoded(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        broken = error.start
    as_utf_8 = _mended(raw, "utf-8")
    if as_utf_8 and _is_damaged(raw, as_utf_8[1], codec_of(declared) == "utf-8"):
        return Decoded(as_utf_8[0], "", _damage(raw, as_utf_8[1], "UTF-8"))
    if declared:
        return _read(raw, declared, "it says that it is", told=declared)
    return _guess(raw, broken)


def _marked(raw: bytes) -> str:
    if raw.startswith(codecs.BOM_UTF8):
        return "UTF-8"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    return ""


def _read(raw: bytes, encoding: str, because: str, told: str) -> Decoded:
    """Return the bytes in an encoding that is known. Raises Undecodable, with the reason."""
    codec = codec_of(encoding)
    if not codec:
        raise Undecodable(
            f"{_begun(because)} “{encoding[:40]}”, which is no encoding that can be read. {REMEDY}"
        )
    mended = _mended(raw, codec)
    if mended is None or not _is_damaged_only(raw, *mended, codec):
        raise Undecodable(f"{_begun(because)} {encoding}, and is not. {REMEDY}")
    text, broken = mended
    notes = _damage(raw, broken, told)
    name = "" if codec == "utf-8" else told
    if name and not raw.isascii() and not codec.startswith("utf") and _is_utf_8(raw):
        notes += (f"It was read as {told}, and is UTF-8 as well: check the letters.",)
    return Decoded(text.removeprefix("\ufeff"), name, notes)


def _begun(because: str) -> str:
    return because[0].upper() + because[1:]


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _mended(raw: bytes, codec: str) -> tuple[str, list[int]] | None:
    """Return the text with U+FFFD for each broken place, and where they are; None for too many."""
    pieces: list[str] = []
    broken: list[int] = []
    begin = 0
    while True:
        try:
            return "".join([*pieces, raw[begin:].decode(codec)]), broken
        except UnicodeDecodeError as error:
            if len(broken) == MOST_BROKEN or codec.startswith(("utf-16", "utf-32")):
                return None
            pieces += [raw[begin : begin + error.start].decode(codec), "\ufffd"]
            broken.append(begin + error.start)
            begin += max(error.end, error.start + 1)
        except UnicodeError:
            return None


def _is_damaged(raw: bytes, broken: list[int], declared: bool) -> bool:
    """Return whether these are a few broken bytes of a UTF-8 text, and not another encoding.

    The sound letters beyond ASCII speak for UTF-8, as does a page that says so.
    """
    sound = sum(byte >= 0xC2 for byte in raw) - sum(raw[at] >= 0xC2 for at in broken)
    if declared or sound >= len(broken):
        return len(raw) >= _A_BROKEN * len(broken)
    return len(broken) == 1 and len(raw) >= _THE_ONLY_BROKEN


def _is_damaged_only(raw: bytes, text: str, broken: list[int], codec: str) -> bool:
    """Return whether a text is in this encoding, but for a few broken bytes among more letters."""
    letters = sum(character > "\x7f" for character in text) if broken else 0
    sound = codec == "utf-8" or letters >= 3 * len(broken)
    return not broken or (sound and len(raw) >= _A_BROKEN * len(broken))


def _damage(raw: bytes, broken: list[int], encoding: str) -> tuple[str, ...]:
    return tuple(
        f"Line {_line(raw, at)}: a byte there is not {encoding} and became “\ufffd”: "
        f"“{_around(raw, at, codec_of(encoding) or 'utf-8')}”. "
        "Correct it in the file, or say the encoding if it is another."
        for at in broken
    )


def _line(raw: bytes, at: int) -> int:
    return raw.count(b"\n", 0, at) + 1


def _around(raw: bytes, at: int, codec: str) -> str:
    """Return what stands around a broken byte, on its line."""
    before = raw[max(0, at - _REACH) : at].rpartition(b"\n")[2].decode(codec, "ignore")
    after = raw[at + 1 : at + 1 + _REACH].partition(b"\n")[0].decode(codec, "ignore")
    return " ".join(f"{before}\ufffd{after}".split())


def _guess(raw: bytes, broken: int) -> Decoded:
    # Imported here: most files are UTF-8, and a start need not wait for the rest.
    from charset_normalizer import from_bytes

    found = list(from_bytes(raw, cp_isolation=_PLAUSIBLE))
    if found:
        best = found[0]
        readings = {str(each) for each in found if each.chaos <= best.chaos + _NEAR}
        certain = best.chaos <= _MOST_CHAOS and best.coherence >= _LEAST_COHERENCE
        if certain and len(readings) == 1 and _mostly_beyond_ascii(str(best)):
            note = f"It is not UTF-8 and was read as {best.encoding}: check the letters."
            return Decoded(str(best), best.encoding, (note,))
    raise Undecodable(
        f"Line {_line(raw, broken)} is not UTF-8, and its encoding cannot be told for certain"
        f"{_as_it_would_read(raw, broken)}. {REMEDY}"
    )


def _as_it_would_read(raw: bytes, broken: int) -> str:
    """Return how the first doubtful words would read in the likeliest encodings."""
    begin = raw.rfind(b"\n", 0, broken) + 1
    words = raw[max(begin, broken - _REACH) : broken + _REACH].partition(b"\n")[0]
    if not words.strip() or b"\0" in words:
        return ""
    shown = [
        f"“{' '.join(words.decode(codec, 'replace').split())}” in {name}"
        for codec, name in _SHOWN_AS
    ]
    return f" (it would read {', '.join(shown)})"


def _mostly_beyond_ascii(text: str) -> bool:
    """Return whether most letters lie beyond ASCII, as they must for a guess to be trusted.

    A few accents among plain letters are too little to tell one encoding from another.
    """
    letters = [character for character in text if character.isalpha()]
    return 2 * sum(letter > "\x7f" for letter in letters) > len(letters)
