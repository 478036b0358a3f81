"""Write text into XML by hand: what XML has no way to hold becomes U+FFFD (pure).

For files that are written as they go, a piece at a time; nothing here reads XML.
"""

import re
from collections.abc import Mapping

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
# A reader turns line ends and tabs of a value into spaces where they are not written so.
_IN_VALUE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def xml_text(text: str) -> str:
    """Return text as it stands between two tags."""
    return _NO_XML.sub("\ufffd", text).translate(_IN_TEXT)


def xml_values(values: Mapping[str, str]) -> str:
    """Return values as they stand in a tag, each after a space: ` id="a" label="b"`."""
    return "".join(
        f' {name}="{_NO_XML.sub(chr(0xFFFD), value).translate(_IN_VALUE)}"'
        for name, value in values.items()
    )


def xml_plain(text: str) -> str:
    """Return text in which every character is one that XML can hold, for whoever escapes it."""
    return _NO_XML.sub("\ufffd", text)
