"""Find numbers as they are written: digits of any script, grouped or not, and number words."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext


def _counted(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {word: first + step * n for n, word in enumerate(words.split())}


ONES = _counted("one two three four five six seven eight nine", 1)
TEENS = _counted(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10
)
TENS = _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
SCALES: dict[str, int] = {
    word: size
    for size, words in {
        12: "dozen dozens",
        10**3: "thousand thousands тыс тысяча тысячи тысяч ہزار ألف آلاف الف",
        10**4: "万",
        10**5: "lakh lakhs lac لاکھ",
        10**6: "million millions mn mln миллион миллиона миллионов млн ملین مليون ملايين",
        10**7: "crore crores کروڑ",
        10**8: "亿",
        10**9: "billion billions bn bln milliard milliards миллиард миллиарда миллиардов млрд "
        "ارب مليار مليارات",
        10**12: "trillion trillions tn trn триллион триллиона триллионов трлн کھرب تريليون",
    }.items()
    for word in words.split()
}
LETTER_FACTORS = {"k": 10**3, "m": 10**6, "b": 10**9}
FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
MOST_DIGITS = 40

_DIGITS = r"\d{1,3}(?:[ \u2009'’]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
_CJK = {"万", "亿"}
_LONG = "|".join(sorted({*ONES, *TEENS, *TENS, "hundred", *SCALES} - _CJK, key=len, reverse=True))
_BIG = "|".join(sorted({"hundred", *SCALES} - _CJK, key=len, reverse=True))
_NO_LETTER = r"(?![^\W\d_])"
_START = re.compile(
    rf"(?<![A-Za-z0-9_])(?:(?P<digits>{_DIGITS})(?P<fraction>[½¼¾])?"
    rf"|(?P<half>half(?:[-\s]an?)?|an?)(?=[-\s](?:{_BIG}){_NO_LETTER})"
    rf"|(?P<word>{'|'.join([*TEENS, *TENS, *ONES])}|zero){_NO_LETTER})",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"(?P<gap>[-\s]{{0,2}})(?:(?P<and>and)[-\s])?(?:(?P<word>{_LONG}){_NO_LETTER}|(?P<cjk>[万亿]))",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(r"[-\s]and[-\s]a[-\s]half" + _NO_LETTER, re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"[$€£¥₹₽]\s?\Z")


@dataclass(frozen=True)
class Numeral:
    """One number in a text.

    Where it stands, what it is, by how much a word such as million multiplied it, and whether it is
    written in bare digits, as a year is.
    """

    start: int
    end: int
    value: Decimal
    factor: int = 1
    bare: bool = False


_SAME_WIDTH = {"٫": ".", "٬": ",", "٪": "%", "−": "-", "‑": "-", "\u00a0": " ", "\u202f": " "}


def latin_digits(text: str) -> str:
    """Return the text with the digits and signs of every script as ASCII; no offset changes."""
    if text.isascii():
        return text
    return "".join(
        _SAME_WIDTH.get(c) or (str(unicodedata.decimal(c)) if c.isdecimal() else c) for c in text
    )


def plain_decimal(value: Decimal) -> str:
    """Return a decimal without exponent, trailing zeros or a negative nought."""
    words = format(value, "f")
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    return "0" if words in {"-0", ""} else words


def decimal_of(digits: str, typed: bool = False) -> Decimal | None:
    """Return the number that digits with commas and points stand for, or None.

    A comma before three digits groups (1,100; 12,34,567), before others it is a decimal comma
    (1,5). A point is a decimal point but in 1.100.000, 1.100,5 and, unless typed, 1.100.
    """
    digits = re.sub(r"[ \u2009'’]", "", digits)
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        mark, other = (".", ",") if digits.rfind(".") > digits.rfind(",") else (",", ".")
        whole, _, rest = digits.rpartition(mark)
        if mark in whole or not re.fullmatch(
            rf"\d{{1,3}}(\{other}\d{{2,3}})*\{other}\d{{3}}", whole
        ):
            return None
        digits = whole.replace(other, "") + "." + rest
    elif re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+|[1-9]\d?(,\d{2})+,\d{3}", digits):
        digits = digits.replace(",", "")
    elif commas == 1:
        digits = digits.replace(",", ".")
    elif re.fullmatch(r"[1-9]\d{0,2}(\.\d{3}){2,}", digits) or (
        not typed and re.fullmatch(r"[1-9]\d{0,2}\.\d00", digits)
    ):
        digits = digits.replace(".", "")
    if len(digits) > MOST_DIGITS or not re.fullmatch(r"\d+(\.\d+)?", digits):
        return None
    return Decimal(digits)


def _first(match: re.Match[str]) -> tuple[Decimal | None, str]:
    """Return the value of the word or digits that begin a number, and what kind of word it is."""
    if digits := match["digits"]:
        value = decimal_of(digits)
        if value is not None and match["fraction"]:
            value += Decimal(FRACTIONS[match["fraction"]])
        return value, "digits"
    if half := match["half"]:
        return Decimal("0.5" if half.lower().startswith("half") else 1), "article"
    word = match["word"].lower()
    if word in TENS:
        return Decimal(TENS[word]), "tens"
    return Decimal(ONES.get(word) or TEENS.get(word) or 0), "small"


def _read(text: str, match: re.Match[str]) -> Numeral | None:
    """Return the longest number that begins here: 3, twenty-three, 1.5 lakh crore, two and a
    half."""
    first, last = _first(match)
    if first is None:
        return None
    total, group, end, scale = Decimal(0), first, match.end(), 0
    factor = 1
    if last == "digits" and (letter := text[end : end + 1]).lower() in LETTER_FACTORS and letter:
        money = _MONEY_BEFORE.search(text, max(0, match.start() - 2), match.start())
        if (money or letter in "kKMB") and not text[end + 1 : end + 2].isalnum():
            size = LETTER_FACTORS[letter.lower()]
            return Numeral(match.start(), end + 1, group * size, size)
    for _ in range(12):
        if half := _AND_A_HALF.match(text, end):
            if last in {"digits", "small", "tens"}:
                group, last, end = group + Decimal("0.5"), "half", half.end()
            elif last == "scale" and not group:
                total, end = total + Decimal(scale) / 2, half.end()
                break
        found = _NEXT.match(text, end)
        if not found or (not found["gap"] and last != "digits" and not found["cjk"]):
            break
        word, joined = (found["word"] or found["cjk"]).lower(), bool(found["and"])
        size = SCALES.get(word, 0)
        if word == "hundred":
            if joined or last in {"hundred", "scale"}:
                break
            group, last = group * 100, "hundred"
        elif size:
            if joined or (scale and (last == "scale") != (size >= scale)):
                break
            total, group = (
                (total * size, group) if last == "scale" else (total + group * size, Decimal(0))
            )
            factor = factor * size if last == "scale" else size
            last, scale = "scale", size
        else:
            small = ONES.get(word) or TEENS.get(word) or TENS[word]
            follows = (last == "tens" and small < 10 and not joined) or last in {"hundred", "scale"}
            if not follows or match["digits"]:
                break
            group, last = group + small, "tens" if word in TENS else "small"
        end = found.end()
    if last == "article":
        return None
    bare = last == "digits" and match["digits"].isdecimal()
    return Numeral(match.start(), end, total + group, factor, bare)


def find_numerals(text: str) -> list[Numeral]:
    """Return every number in a text whose digits are ASCII already (`latin_digits`)."""
    found, at = [], 0
    with localcontext() as context:
        context.prec = 2 * MOST_DIGITS
        while match := _START.search(text, at):
            numeral = _read(text, match)
            at = numeral.end if numeral else match.end()
            if numeral and numeral.value < Decimal(10) ** MOST_DIGITS:
                found.append(numeral)
    return found


def tidy_number(text: str) -> str:
    """Return a number that a person typed, 1,100 or 2e9 or 3 billion, as a plain decimal.

    Raises ValueError with a message for the person.
    """
    typed = latin_digits(text).strip()
    refused = ValueError(f"“{text.strip()[:40]}” is not a number: write 1100, 1.5 or 3 billion.")
    sign, body = ("-", typed[1:].strip()) if typed[:1] == "-" else ("", typed.removeprefix("+"))
    if re.fullmatch(r"\d+(\.\d+)?[eE][+-]?\d{1,2}", body):
        try:
            value: Decimal | None = Decimal(body)
        except InvalidOperation:
            raise refused from None
    elif re.fullmatch(_DIGITS, body):
        value = decimal_of(body, typed=True)
    else:
        whole = [n for n in find_numerals(body) if (n.start, n.end) == (0, len(body))]
        value = whole[0].value if whole else None
    if value is None:
        raise refused
    words = plain_decimal(value)
    if len(words) >= 60:
        raise ValueError("The number is too long: write at most 40 digits.")
    return words if words == "0" else sign + words
