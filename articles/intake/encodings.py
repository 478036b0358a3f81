"""The encodings that can be said of a file, and by what names (pure: no Django)."""

import codecs

SAYABLE = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "windows-1252": "Windows-1252, Western European",
    "windows-1250": "Windows-1250, Central European",
    "windows-1251": "Windows-1251, Cyrillic",
    "windows-1253": "Windows-1253, Greek",
    "windows-1254": "Windows-1254, Turkish",
    "windows-1255": "Windows-1255, Hebrew",
    "windows-1256": "Windows-1256, Arabic",
    "windows-1257": "Windows-1257, Baltic",
    "windows-1258": "Windows-1258, Vietnamese",
    "windows-874": "Windows-874, Thai",
    "iso-8859-2": "ISO 8859-2, Central European",
    "iso-8859-5": "ISO 8859-5, Cyrillic",
    "iso-8859-6": "ISO 8859-6, Arabic",
    "iso-8859-7": "ISO 8859-7, Greek",
    "iso-8859-8": "ISO 8859-8, Hebrew",
    "iso-8859-15": "ISO 8859-15, Western European",
    "koi8-r": "KOI8-R, Russian",
    "koi8-u": "KOI8-U, Ukrainian",
    "cp866": "DOS 866, Cyrillic",
    "cp437": "DOS 437, Western European",
    "cp850": "DOS 850, Western European",
    "cp852": "DOS 852, Central European",
    "macintosh": "Mac OS Roman",
    "x-mac-cyrillic": "Mac OS Cyrillic",
    "shift_jis": "Shift JIS, Japanese",
    "euc-jp": "EUC-JP, Japanese",
    "iso-2022-jp": "ISO-2022-JP, Japanese",
    "gb18030": "GB 18030, Chinese",
    "big5": "Big5, Chinese",
    "euc-kr": "EUC-KR, Korean",
}
"""What can be chosen, by its name on the web, with what it is called."""

# Browsers read these names as their Windows superset, and so were the pages written.
_READ_AS = {
    **dict.fromkeys(("iso8859-1", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-8-sig": "utf-8",
}
# What Python calls otherwise than the web does.
_PYTHON_NAMES = {
    "x-mac-cyrillic": "mac_cyrillic",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "windows-874": "cp874",
    "x-cp1252": "cp1252",
    "x-cp1251": "cp1251",
    "macintosh": "mac_roman",
    "ansi": "cp1252",
    "unicode": "utf-16",
}
_READABLE = frozenset(
    {
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
        *(f"cp125{digit}" for digit in range(9)),
        *(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *("cp437", "cp850", "cp852", "cp855", "cp857", "cp858", "cp866", "cp874", "cp932"),
        *("cp949", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "mac-greek", "mac-turkish"),
        *("mac-latin2", "euc_jp", "iso2022_jp", "gb18030", "big5", "big5hkscs", "johab", "hz"),
    }
)


def codec_of(name: str) -> str:
    """Return Python's name of the encoding that a page or a person names, '' for none that is."""
    wanted = name.strip().lower()
    try:
        found = codecs.lookup(_PYTHON_NAMES.get(wanted, wanted)).name
    except (LookupError, ValueError):  # a name with a NUL in it is a ValueError
        return ""
    found = _READ_AS.get(found, found)
    return found if found in _READABLE else ""
