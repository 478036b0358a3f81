"""Read digits with commas and points: which of them group, and which is the decimal mark."""

import re
from decimal import Decimal

MOST_DIGITS = 40
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def decimal_of(
    digits: str, typed: bool = False, comma: bool = False, scaled: bool = False
) -> Decimal | None:
    """Return the number that digits with commas and points stand for, or None.

    A comma before three digits groups (1,100; 12,34,567), before others it is a decimal comma
    (1,5). A point is a decimal point but in 1.100.000, 1.100,5 and, unless typed, 1.100. `comma`
    says that the words around are of a language with a decimal comma: 1.125 is grouped there, and
    1,125 nobody's to guess, unless a word such as million follows (`scaled`).
    """
    digits = re.sub(r"[ \u2009'’]", "", digits)
    if digits.startswith("."):
        digits = "0" + digits
    commas, points = digits.count(","), digits.count(".")
    if comma and _EITHER.fullmatch(digits):
        if "," in digits and not scaled:
            return None
        digits = digits.replace(".", "").replace(",", ".")
    elif commas and points:
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
        not typed and not scaled and re.fullmatch(r"[1-9]\d{0,2}\.\d00", digits)
    ):
        digits = digits.replace(".", "")
    if len(digits) > MOST_DIGITS or not re.fullmatch(r"\d+(\.\d+)?", digits):
        return None
    return Decimal(digits)


def last_digit(value: Decimal) -> Decimal:
    """Return the unit of the last digit that is written: 1, or 0.01 for 2.50."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)
