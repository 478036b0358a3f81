"""Names of other scripts, compared by their consonants (pure: no Django).

A plain romanisation: enough to see that “موسكو” and “Москва” may be Moscow, no more.
"""

import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

LEAST_LIKE = 80
SHORTEST = 3
_TABLES = (
    ("абвгґдежзийклмнопрстуфхцчшщіїєэюяё", "abvggdejziiklmnoprstufhccssiieeuae"),
    (
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگکیںہھےأآإؤڑٹڈ",
        "abtsjhhdzrzssszttagfkklmnhwipcjgkinhhiaaawrtd",
    ),
    ("कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहअआइईउऊएऐओऔ", "kkggccjjttddnttddnppbbmirlvssshaaiiuueeoo"),
)
_LETTERS = {
    sign: latin for signs, latins in _TABLES for sign, latin in zip(signs, latins, strict=True)
}
_ALIKE = str.maketrans(
    dict(zip("cqxzvpfgjdm", "kkksbbbkktn", strict=True)) | dict.fromkeys("why", "")
)
_VOWELS = str.maketrans("", "", "aeiou")


@lru_cache(maxsize=8192)
def skeleton(word: str) -> str:
    """Return the consonants of a folded word in Latin letters, with those alike made one."""
    plain = unicodedata.normalize("NFD", word.casefold())
    latin = "".join(
        _LETTERS.get(sign, sign) for sign in plain if sign in _LETTERS or sign.isalpha()
    )
    latin = "".join(sign for sign in latin if sign.isascii())
    latin = latin.replace("kh", "k").replace("sh", "s").replace("ch", "k")
    bones = latin.translate(_VOWELS).translate(_ALIKE)
    return "".join(sign for at, sign in enumerate(bones) if at == 0 or bones[at - 1] != sign)


def may_be_same_name(one: str, other: str) -> bool:
    """Return whether two folded words of different scripts may be one name."""
    if one.isascii() == other.isascii():
        return False
    first, second = skeleton(one), skeleton(other)
    if min(len(first), len(second)) < SHORTEST:
        return False
    return first[0] == second[0] and fuzz.ratio(first, second) >= LEAST_LIKE
